package dev.albireo.credentials.bootstrap;

import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import dev.albireo.sql.Tx;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Accesses the bootstrap_code table: one row at most. */
@ApplicationScoped
class BootstrapStore {
    private static final String PUT = """
            INSERT INTO bootstrap_code AS b (hash, expires_at) VALUES ($1, $2)
            ON CONFLICT (id) DO UPDATE SET hash = EXCLUDED.hash, expires_at = EXCLUDED.expires_at
             WHERE b.expires_at <= $3
            """;
    private static final String CONSUME = "DELETE FROM bootstrap_code WHERE hash = $1 AND expires_at > $2";

    private final Pool db;

    BootstrapStore(Pool db) {
        this.db = db;
    }

    /** Stores a new code's hash; false if another one is still valid. Of several replicas one succeeds. */
    Uni<Boolean> put(String hash, Instant now, Instant expiresAt) {
        return db.preparedQuery(PUT)
                .execute(SqlParameters.of(hash, expiresAt, now))
                .map(Rows::one);
    }

    /** Uses the code, in the caller's Panache transaction; of two uses one succeeds. */
    Uni<Boolean> consume(String hash, Instant now) {
        return Panache.getSession()
                .chain(hibernate -> Tx.of(hibernate).execute(CONSUME, SqlParameters.of(hash, now)))
                .map(Rows::one);
    }
}
