package dev.albireo.idempotency;

import static java.time.ZoneOffset.UTC;

import dev.albireo.protocol.DataKeys.EncryptedValue;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The table of commands, {@code idempotent_command}, of the service at hand. */
@Singleton
public class CommandStore {
    private static final String INSERT = """
            INSERT INTO idempotent_command (id, attempt, request, key_id, lease_until, expires_at)
            VALUES ($1, 1, $2, $3, $4, $5)
            ON CONFLICT (id) DO NOTHING
            """;
    private static final String FIND = """
            SELECT attempt, request, key_id, lease_until, effect, answer, answer_key_id
              FROM idempotent_command
             WHERE id = $1
            """;
    private static final String TAKE_OVER = """
            UPDATE idempotent_command
               SET attempt = attempt + 1, lease_until = $3
             WHERE id = $1 AND attempt = $2 AND NOT effect AND answer IS NULL
            """;
    private static final String EFFECT = "UPDATE idempotent_command SET effect = true WHERE id = $1 AND attempt = $2";
    private static final String EFFECT_NATIVE =
            "UPDATE idempotent_command SET effect = true WHERE id = ?1 AND attempt = ?2";
    private static final String RECORD_RESPONSE =
            "UPDATE idempotent_command SET answer = $3, answer_key_id = $4 WHERE id = $1 AND attempt = $2";
    private static final String END_LEASE =
            "UPDATE idempotent_command SET lease_until = 'epoch' WHERE id = $1 AND attempt = $2";

    private final Pool db;

    CommandStore(Pool db) {
        this.db = db;
    }

    /**
     * A command that is known.
     *
     * @param leaseUntil when the lease of the current attempt expires
     * @param effect whether it has changed something
     */
    record KnownCommand(
            int attempt,
            EncryptedValue request,
            Instant leaseUntil,
            boolean effect,
            @Nullable EncryptedValue response) {}

    /** Whether the command is new, and belongs to the caller now. */
    Uni<Boolean> insert(UUID id, EncryptedValue request, Instant leaseUntil, Instant expiresAt) {
        return db.preparedQuery(INSERT)
                .execute(Tuple.of(
                        id,
                        Buffer.buffer(request.bytes()),
                        request.keyId(),
                        leaseUntil.atOffset(UTC),
                        expiresAt.atOffset(UTC)))
                .map(done -> done.rowCount() == 1);
    }

    Uni<Optional<KnownCommand>> find(UUID id) {
        return db.preparedQuery(FIND).execute(Tuple.of(id)).map(rows -> {
            for (Row row : rows) {
                return Optional.of(known(row));
            }
            return Optional.empty();
        });
    }

    /** Whether the command, which was given up after this attempt, belongs to the caller now. */
    Uni<Boolean> takeOver(UUID id, int attempt, Instant leaseUntil) {
        return db.preparedQuery(TAKE_OVER)
                .execute(Tuple.of(id, attempt, leaseUntil.atOffset(UTC)))
                .map(done -> done.rowCount() == 1);
    }

    Uni<Void> recordResponse(CurrentCommand command, EncryptedValue response) {
        return db.preparedQuery(RECORD_RESPONSE)
                .execute(Tuple.of(command.id(), command.attempt(), Buffer.buffer(response.bytes()), response.keyId()))
                .replaceWithVoid();
    }

    /** Ends the lease of this attempt, so that the next request with its id starts another. */
    Uni<Void> endLease(CurrentCommand command) {
        return db.preparedQuery(END_LEASE)
                .execute(Tuple.of(command.id(), command.attempt()))
                .replaceWithVoid();
    }

    /** Notes in the caller's transaction that the current command, where there is one, changes something. */
    public Uni<Void> noteEffect(SqlClient connection) {
        return CurrentCommand.get()
                .map(command -> connection
                        .preparedQuery(EFFECT)
                        .execute(Tuple.of(command.id(), command.attempt()))
                        .invoke(done -> requireOwned(command, done.rowCount()))
                        .replaceWithVoid())
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /** As {@link #noteEffect(SqlClient)}, in the transaction of a Hibernate session. */
    public Uni<Void> noteEffect(Mutiny.Session session) {
        return CurrentCommand.get()
                .map(command -> session.createNativeQuery(EFFECT_NATIVE)
                        .setParameter(1, command.id())
                        .setParameter(2, command.attempt())
                        .executeUpdate()
                        .invoke(rows -> requireOwned(command, rows))
                        .replaceWithVoid())
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /** A process that was believed dead must not change anything once another one has the command. */
    private static void requireOwned(CurrentCommand command, int rows) {
        if (rows == 0) {
            throw new IllegalStateException(
                    "attempt " + command.attempt() + " of command " + command.id() + " was given to another process");
        }
    }

    private static KnownCommand known(Row row) {
        Buffer answer = row.get(Buffer.class, "answer");
        return new KnownCommand(
                row.getInteger("attempt"),
                new EncryptedValue(
                        row.getString("key_id"),
                        row.get(Buffer.class, "request").getBytes()),
                row.getOffsetDateTime("lease_until").toInstant(),
                row.getBoolean("effect"),
                answer == null ? null : new EncryptedValue(row.getString("answer_key_id"), answer.getBytes()));
    }
}
