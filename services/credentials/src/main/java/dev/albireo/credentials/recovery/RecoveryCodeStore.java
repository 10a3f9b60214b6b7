package dev.albireo.credentials.recovery;

import static java.time.ZoneOffset.UTC;

import dev.albireo.events.Event;
import dev.albireo.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.IntFunction;
import org.hibernate.reactive.mutiny.Mutiny;

/** Accesses the recovery_code table. Codes are stored hashed. */
@ApplicationScoped
class RecoveryCodeStore {
    private static final String DELETE = "DELETE FROM recovery_code WHERE subject = ?1";
    private static final String DELETE_WITHOUT_FACTOR = """
            DELETE FROM recovery_code
             WHERE subject = ?1
               AND NOT EXISTS (SELECT FROM passkey WHERE subject = ?1)
               AND NOT EXISTS (SELECT FROM totp WHERE subject = ?1 AND enabled_at IS NOT NULL)
            """;
    private static final String INSERT = """
            INSERT INTO recovery_code (subject, hash, created_at)
            SELECT ?1, hash, ?3 FROM unnest(CAST(?2 AS text[])) AS hash
            """;
    private static final String CONSUME = """
            UPDATE recovery_code SET used_at = $3
             WHERE subject = $1 AND hash = $2 AND used_at IS NULL
            RETURNING (SELECT count(*) - 1 FROM recovery_code WHERE subject = $1 AND used_at IS NULL) AS still_good
            """;

    private final Pool db;
    private final Outbox outbox;

    RecoveryCodeStore(Pool db, Outbox outbox) {
        this.db = db;
        this.outbox = outbox;
    }

    /** Replaces all codes of a user, in the transaction of a Hibernate session. */
    Uni<Void> replace(Mutiny.Session hibernate, UUID subject, List<String> hashes, Instant now) {
        return delete(hibernate, subject)
                .chain(() -> hibernate
                        .createNativeQuery(INSERT)
                        .setParameter(1, subject)
                        .setParameter(2, hashes.toArray(String[]::new))
                        .setParameter(3, now.atOffset(UTC))
                        .executeUpdate())
                .replaceWithVoid();
    }

    Uni<Void> delete(Mutiny.Session hibernate, UUID subject) {
        return hibernate
                .createNativeQuery(DELETE)
                .setParameter(1, subject)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Deletes all codes of a user who has no factor left. */
    Uni<Void> deleteWithoutFactor(Mutiny.Session hibernate, UUID subject) {
        return hibernate
                .createNativeQuery(DELETE_WITHOUT_FACTOR)
                .setParameter(1, subject)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Uses a code, with an event for the number of remaining codes; false if the code is invalid. Of two uses one succeeds. */
    Uni<Boolean> consume(UUID subject, String hash, Instant now, IntFunction<Event> event) {
        return db.withTransaction(tx -> tx.preparedQuery(CONSUME)
                .execute(Tuple.of(subject, hash, now.atOffset(UTC)))
                .map(RecoveryCodeStore::left)
                .call(left -> left.isPresent()
                        ? outbox.append(tx, event.apply(left.getAsInt()))
                        : Uni.createFrom().voidItem())
                .map(OptionalInt::isPresent));
    }

    private static OptionalInt left(RowSet<Row> rows) {
        return rows.rowCount() == 0
                ? OptionalInt.empty()
                : OptionalInt.of(rows.iterator().next().getLong("still_good").intValue());
    }
}
