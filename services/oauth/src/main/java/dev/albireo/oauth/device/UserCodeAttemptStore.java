package dev.albireo.oauth.device;

import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;

/** Accesses the device_try table. The statement is its own transaction, so that no rollback returns an attempt. */
@ApplicationScoped
class UserCodeAttemptStore {
    private final Pool db;

    UserCodeAttemptStore(Pool db) {
        this.db = db;
    }

    private static final String RESERVE = """
            INSERT INTO device_try AS t (key, used, ends_at)
            VALUES ($1, 1, $4)
            ON CONFLICT (key) DO UPDATE
               SET used    = CASE WHEN t.ends_at <= $2 THEN 1 ELSE t.used + 1 END,
                   ends_at = CASE WHEN t.ends_at <= $2 THEN excluded.ends_at ELSE t.ends_at END
             WHERE t.ends_at <= $2 OR t.used < $3
            """;

    /** Uses one of the attempts of the window; false if none is left. Of concurrent calls no more than that succeed. */
    Uni<Boolean> reserve(String key, int tries, Duration window, Instant now) {
        return db.preparedQuery(RESERVE)
                .execute(SqlParameters.of(key, now, tries, now.plus(window)))
                .map(Rows::one);
    }
}
