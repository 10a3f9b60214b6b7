package dev.albireo.oauth.limit;

import static java.time.ZoneOffset.UTC;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;

/**
 * Accesses the client_failure table: a token bucket per key, stored as the time at which it is full again. Each statement is its own
 * transaction, so that no rollback returns an attempt.
 */
@ApplicationScoped
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
                .execute(Tuple.of(key, now.atOffset(UTC), micros(cost), micros(depth)))
                .map(rows -> rows.iterator().next())
                .map(row -> {
                    if (row.getBoolean("taken")) {
                        return Duration.ZERO;
                    }
                    Instant before = row.getOffsetDateTime("before") == null
                            ? now.plus(depth)
                            : row.getOffsetDateTime("before").toInstant();
                    Duration wait = Duration.between(now.plus(depth), before.plus(cost));
                    return wait.isPositive() ? wait : cost;
                });
    }

    private static final String REFUND =
            "UPDATE client_failure SET full_at = full_at - $2::bigint * interval '1 microsecond' WHERE key = $1";

    /** Returns an attempt after a successful check. */
    Uni<Void> refund(String key, Duration cost) {
        return db.preparedQuery(REFUND).execute(Tuple.of(key, micros(cost))).replaceWithVoid();
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }
}
