package dev.albireo.credentials.email;

import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import dev.albireo.sql.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Accesses the email_verification table: the hash of the newest link of each user. A trigger of the outbox removes the link when the user
 * changes how they sign in.
 */
@ApplicationScoped
class EmailVerificationStore {
    private static final String PUT = """
            INSERT INTO email_verification (subject, session, token_hash, email, user_version, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (subject) DO UPDATE
               SET session = EXCLUDED.session, token_hash = EXCLUDED.token_hash, email = EXCLUDED.email,
                   user_version = EXCLUDED.user_version, expires_at = EXCLUDED.expires_at
            """;
    private static final String FIND = """
            SELECT v.subject, v.session, v.email, v.user_version
              FROM email_verification v JOIN session s ON s.id = v.session
             WHERE v.token_hash = $1 AND v.subject = $2 AND v.expires_at > $3
               AND s.ended_at IS NULL AND s.expires_at > $3
               AND s.last_seen_at + s.idle_seconds * interval '1 second' > $3
            """;
    private static final String CONSUME =
            "DELETE FROM email_verification WHERE token_hash = $1 AND subject = $2 AND expires_at > $3";

    private final Pool db;

    EmailVerificationStore(Pool db) {
        this.db = db;
    }

    /** Stores a link in place of the user's earlier one, in the transaction of a Hibernate session. */
    Uni<Void> put(Mutiny.Session hibernate, EmailVerification link, String hash, Instant expiresAt) {
        return Tx.of(hibernate)
                .execute(
                        PUT,
                        SqlParameters.of(
                                link.subject(), link.session(), hash, link.email(), link.userVersion(), expiresAt))
                .replaceWithVoid();
    }

    /** Returns the link if it is this user's, has not expired, and its session is live. */
    Uni<Optional<EmailVerification>> find(String hash, UUID subject, Instant now) {
        return db.preparedQuery(FIND)
                .execute(SqlParameters.of(hash, subject, now))
                .map(rows -> Rows.first(
                        rows,
                        row -> new EmailVerification(
                                row.getUUID("subject"),
                                row.getUUID("session"),
                                row.getString("email"),
                                row.getInteger("user_version"))));
    }

    /** Uses a link, in the transaction of a Hibernate session; of several uses one succeeds. */
    Uni<Boolean> consume(Mutiny.Session hibernate, String hash, UUID subject, Instant now) {
        return Tx.of(hibernate)
                .execute(CONSUME, SqlParameters.of(hash, subject, now))
                .map(Rows::one);
    }
}
