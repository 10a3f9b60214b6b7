package dev.albireo.credentials.recovery;

import dev.albireo.events.Event;
import dev.albireo.outbox.Outbox;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import dev.albireo.sql.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntFunction;
import org.hibernate.reactive.mutiny.Mutiny;

/** Accesses the recovery_code table. Codes are stored hashed. */
@ApplicationScoped
class RecoveryCodeStore {
    private static final String DELETE = "DELETE FROM recovery_code WHERE subject = $1";
    private static final String DELETE_WITHOUT_FACTOR = """
            DELETE FROM recovery_code
             WHERE subject = $1
               AND NOT EXISTS (SELECT FROM passkey WHERE subject = $1)
               AND NOT EXISTS (SELECT FROM totp WHERE subject = $1 AND enabled_at IS NOT NULL)
            """;
    private static final String INSERT = """
            INSERT INTO recovery_code (subject, hash, created_at)
            SELECT $1, hash, $3 FROM unnest($2::text[]) AS hash
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
                .chain(() ->
                        Tx.of(hibernate).execute(INSERT, SqlParameters.of(subject, hashes.toArray(String[]::new), now)))
                .replaceWithVoid();
    }

    Uni<Void> delete(Mutiny.Session hibernate, UUID subject) {
        return Tx.of(hibernate).execute(DELETE, SqlParameters.of(subject)).replaceWithVoid();
    }

    /** Deletes all codes of a user who has no factor left. */
    Uni<Void> deleteWithoutFactor(Mutiny.Session hibernate, UUID subject) {
        return Tx.of(hibernate)
                .execute(DELETE_WITHOUT_FACTOR, SqlParameters.of(subject))
                .replaceWithVoid();
    }

    /** Uses a code, with an event for the number of remaining codes; false if the code is invalid. Of two uses one succeeds. */
    Uni<Boolean> consume(UUID subject, String hash, Instant now, IntFunction<Event> event) {
        return db.withTransaction(tx -> tx.preparedQuery(CONSUME)
                .execute(SqlParameters.of(subject, hash, now))
                .map(rows -> Rows.first(rows, row -> row.getLong("still_good").intValue()))
                .call(left -> left.map(number -> outbox.append(tx, event.apply(number)))
                        .orElseGet(() -> Uni.createFrom().voidItem()))
                .map(Optional::isPresent));
    }
}
