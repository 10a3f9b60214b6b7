package dev.albireo.credentials.totp;

import dev.albireo.protocol.DataKeys.EncryptedValue;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import dev.albireo.sql.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Accesses the pending_totp table: the encrypted secret of an application that one session enrols. */
@ApplicationScoped
class PendingTotpStore {
    static final Duration LIFETIME = Duration.ofMinutes(10);

    private static final String BEGIN = """
            INSERT INTO pending_totp (session_id, subject, secret, key_id, created_at, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (session_id) DO UPDATE
               SET secret = EXCLUDED.secret, key_id = EXCLUDED.key_id, created_at = EXCLUDED.created_at,
                   expires_at = EXCLUDED.expires_at
            """;
    private static final String OF =
            "SELECT secret, key_id, created_at FROM pending_totp WHERE session_id = $1 AND expires_at > $2";
    private static final String CONSUME = "DELETE FROM pending_totp WHERE session_id = $1 AND secret = $2";
    private static final String DELETE = "DELETE FROM pending_totp WHERE subject = $1";

    private final Pool db;

    PendingTotpStore(Pool db) {
        this.db = db;
    }

    /** A pending secret, and the start of its enrolment. */
    record StoredPendingTotp(EncryptedValue secret, Instant since) {}

    /** Starts an enrolment in this session, in place of any earlier one. */
    Uni<Void> begin(UUID session, UUID subject, EncryptedValue secret, Instant now) {
        Tuple values = SqlParameters.of(session, subject, secret.bytes(), secret.keyId(), now, now.plus(LIFETIME));
        return db.preparedQuery(BEGIN).execute(values).replaceWithVoid();
    }

    /** Returns the pending secret of this session. */
    Uni<Optional<StoredPendingTotp>> of(UUID session, Instant now) {
        return db.preparedQuery(OF)
                .execute(SqlParameters.of(session, now))
                .map(rows -> Rows.first(
                        rows,
                        row -> new StoredPendingTotp(
                                new EncryptedValue(row.getString("key_id"), Rows.bytes(row, "secret")),
                                Rows.instant(row, "created_at"))));
    }

    /** Deletes this secret, in the transaction of a Hibernate session; false if it was deleted or replaced concurrently. */
    Uni<Boolean> consume(Mutiny.Session hibernate, UUID session, EncryptedValue secret) {
        return Tx.of(hibernate)
                .execute(CONSUME, SqlParameters.of(session, secret.bytes()))
                .map(Rows::one);
    }

    /** Ends every enrolment of a user. */
    Uni<Void> delete(Mutiny.Session hibernate, UUID subject) {
        return Tx.of(hibernate).execute(DELETE, SqlParameters.of(subject)).replaceWithVoid();
    }
}
