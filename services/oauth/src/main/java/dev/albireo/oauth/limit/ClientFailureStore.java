package dev.albireo.oauth.limit;

import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/**
 * Accesses the client_failure table: a token bucket per key, stored as the time at which it is full again. Each statement is its own
 * transaction, so that no rollback returns an attempt.
 */
@Singleton
class ClientFailureStore {
    private final Pool db;

    ClientFailureStore(Pool db) {
        this.db = db;
    }

    private static final String RESERVE = """
            WITH taken AS (
                INSERT INTO client_failure AS f (key, full_at)
                VALUES ($1, $2::timestamptz + $3::bigint * interval '1 microsecond')
                ON CONFLICT (key) DO UPDATE
                   SET full_at = greatest(f.full_at, $2) + $3::bigint * interval '1 microsecond'
                 WHERE greatest(f.full_at, $2) + $3::bigint * interval '1 microsecond'
                       <= $2::timestamptz + $4::bigint * interval '1 microsecond'
                RETURNING 1)
            SELECT EXISTS (SELECT FROM taken) AS taken,
                   (SELECT full_at FROM client_failure WHERE key = $1) AS before
            """;

    /**
     * Reserves one attempt. Of concurrent calls no more than the budget succeed.
     *
     * @param cost the time after which one attempt is available again
     * @param depth the time after which all are
     * @return how long to wait if none is left; zero if one was reserved
     */
    Uni<Duration> reserve(String key, Duration cost, Duration depth, Instant now) {
        return db.preparedQuery(RESERVE)
                .execute(SqlParameters.of(key, now, micros(cost), micros(depth)))
                .map(rows -> Rows.only(
                        rows, row -> row.getBoolean("taken") ? Duration.ZERO : wait(row, cost, now.plus(depth))));
    }

    private static final String REFUND =
            "UPDATE client_failure SET full_at = full_at - $2::bigint * interval '1 microsecond' WHERE key = $1";

    /** Returns an attempt after a successful check. */
    Uni<Void> refund(String key, Duration cost) {
        return db.preparedQuery(REFUND)
                .execute(SqlParameters.of(key, micros(cost)))
                .replaceWithVoid();
    }

    private static Duration wait(Row row, Duration cost, Instant full) {
        Instant before = Rows.optionalInstant(row, "before").orElse(full);
        Duration wait = Duration.between(full, before.plus(cost));
        return wait.isPositive() ? wait : cost;
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }
}
