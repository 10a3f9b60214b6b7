package dev.albireo.credentials.reset;

import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import dev.albireo.sql.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** Accesses the password_reset table: the hash of the newest link of each user. */
@ApplicationScoped
class ResetLinkStore {
    private static final String PUT = """
            INSERT INTO password_reset (subject, token_hash, user_version, requested_at, expires_at)
            VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (subject) DO UPDATE
               SET token_hash = EXCLUDED.token_hash, user_version = EXCLUDED.user_version,
                   requested_at = EXCLUDED.requested_at, expires_at = EXCLUDED.expires_at
            """;
    private static final String FIND = """
            SELECT subject, user_version, requested_at FROM password_reset WHERE token_hash = $1 AND expires_at > $2
            """;
    private static final String CONSUME = "DELETE FROM password_reset WHERE token_hash = $1 AND expires_at > $2";

    private final Pool db;

    ResetLinkStore(Pool db) {
        this.db = db;
    }

    /** Stores a link in place of the user's earlier one, in the transaction of a Hibernate session. */
    Uni<Void> put(Mutiny.Session hibernate, ResetLink link, String hash) {
        return Tx.of(hibernate)
                .execute(
                        PUT,
                        SqlParameters.of(
                                link.subject(),
                                hash,
                                link.userVersion(),
                                link.requestedAt(),
                                link.requestedAt().plus(ResetLink.LIFETIME)))
                .replaceWithVoid();
    }

    Uni<Optional<ResetLink>> find(String hash, Instant now) {
        return db.preparedQuery(FIND)
                .execute(SqlParameters.of(hash, now))
                .map(rows -> Rows.first(
                        rows,
                        row -> new ResetLink(
                                row.getUUID("subject"),
                                row.getInteger("user_version"),
                                Rows.instant(row, "requested_at"))));
    }

    /** Uses a link, in the transaction of a Hibernate session; of several uses one succeeds. */
    Uni<Boolean> consume(Mutiny.Session hibernate, String hash, Instant now) {
        return Tx.of(hibernate).execute(CONSUME, SqlParameters.of(hash, now)).map(Rows::one);
    }
}
