package dev.albireo.idempotency;

import dev.albireo.protocol.DataKeys.EncryptedValue;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import dev.albireo.sql.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
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
                .execute(SqlParameters.of(id, request.bytes(), request.keyId(), leaseUntil, expiresAt))
                .map(Rows::one);
    }

    Uni<Optional<KnownCommand>> find(UUID id) {
        return db.preparedQuery(FIND).execute(SqlParameters.of(id)).map(rows -> Rows.first(rows, CommandStore::known));
    }

    /** Whether the command, which was given up after this attempt, belongs to the caller now. */
    Uni<Boolean> takeOver(UUID id, int attempt, Instant leaseUntil) {
        return db.preparedQuery(TAKE_OVER)
                .execute(SqlParameters.of(id, attempt, leaseUntil))
                .map(Rows::one);
    }

    Uni<Void> recordResponse(CurrentCommand command, EncryptedValue response) {
        return db.preparedQuery(RECORD_RESPONSE)
                .execute(SqlParameters.of(command.id(), command.attempt(), response.bytes(), response.keyId()))
                .replaceWithVoid();
    }

    /** Ends the lease of this attempt, so that the next request with its id starts another. */
    Uni<Void> endLease(CurrentCommand command) {
        return db.preparedQuery(END_LEASE)
                .execute(SqlParameters.of(command.id(), command.attempt()))
                .replaceWithVoid();
    }

    /** Returns whether the request at hand carries out a command, whose transactions {@link #noteEffect} must join. */
    public boolean isInCommand() {
        return CurrentCommand.get().isPresent();
    }

    /** Notes in the caller's transaction that the current command, where there is one, changes something. */
    public Uni<Void> noteEffect(Tx tx) {
        return CurrentCommand.get()
                .map(command -> tx.execute(EFFECT, SqlParameters.of(command.id(), command.attempt()))
                        .invoke(rows -> requireOwned(command, rows))
                        .replaceWithVoid())
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /** A process that was believed dead must not change anything once another one has the command. */
    private static void requireOwned(CurrentCommand command, RowSet<Row> rows) {
        if (Rows.none(rows)) {
            throw new IllegalStateException(
                    "attempt " + command.attempt() + " of command " + command.id() + " was given to another process");
        }
    }

    private static KnownCommand known(Row row) {
        return new KnownCommand(
                row.getInteger("attempt"),
                new EncryptedValue(row.getString("key_id"), Rows.bytes(row, "request")),
                Rows.instant(row, "lease_until"),
                row.getBoolean("effect"),
                row.getString("answer_key_id") == null
                        ? null
                        : new EncryptedValue(row.getString("answer_key_id"), Rows.bytes(row, "answer")));
    }
}
