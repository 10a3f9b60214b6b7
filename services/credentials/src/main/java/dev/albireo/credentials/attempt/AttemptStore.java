package dev.albireo.credentials.attempt;

import static java.util.stream.Collectors.joining;

import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Accesses the attempt_budget table. Every reservation is its own transaction, so that no rollback returns an attempt. Every statement locks
 * the budgets of an attempt in the order in which they are listed.
 */
@ApplicationScoped
class AttemptStore {
    /** The last attempt of a budget begins the lock, which is twice as long as the previous one unless that was long ago. */
    private static final String RESERVE = """
            budget_%1$d AS (
                INSERT INTO attempt_budget AS b (key, owner, used, ends_at)
                SELECT $%2$d::text, $%3$d::text, 1, $1::timestamptz + $%5$d::bigint * interval '1 millisecond'
                 WHERE %7$s
                ON CONFLICT (key) DO UPDATE
                   SET used    = CASE WHEN b.ends_at <= $1 THEN 1 ELSE b.used + 1 END,
                       ends_at = CASE WHEN b.ends_at <= $1 THEN EXCLUDED.ends_at
                                      WHEN b.used + 1 = $%4$d AND $%6$d > $%5$d
                                      THEN $1::timestamptz
                                           + least($%5$d::bigint * (1 << least(b.locks, 20)), $%6$d::bigint) * interval '1 millisecond'
                                      ELSE b.ends_at END,
                       locks   = CASE WHEN b.ends_at + $%6$d::bigint * interval '1 millisecond' <= $1 THEN 0
                                      WHEN b.ends_at > $1 AND b.used + 1 = $%4$d THEN b.locks + 1
                                      ELSE b.locks END
                 WHERE b.ends_at <= $1 OR b.used < $%4$d
                RETURNING %1$d AS position, used, ends_at
            )""";

    private static final int VALUES = 5;

    private static final String RELEASE = "WITH " + AttemptRelease.queries(1, 2) + "SELECT count(*) FROM held";
    private static final String LOCKED_UNTIL = """
            SELECT max(b.ends_at) AS until
              FROM attempt_budget b JOIN unnest($1::text[], $2::integer[]) AS asked (key, tries) USING (key)
             WHERE b.used >= asked.tries AND b.ends_at > $3
            """;
    private static final String RESET = "DELETE FROM attempt_budget WHERE key = ANY($1)";
    private static final String RESET_ACCOUNT = "DELETE FROM attempt_budget WHERE owner = $1";

    private final Pool db;

    AttemptStore(Pool db) {
        this.db = db;
    }

    /** An attempt: its number within the budget, and when the budget is restored. */
    record Used(int used, Instant endsAt) {}

    /**
     * Uses one attempt of each budget in one statement, up to the first that is exhausted: returns those that were used, in this order. Of
     * concurrent calls no more than a budget succeed.
     */
    Uni<List<Used>> reserve(List<Budget> budgets, Instant now) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Budget budget : budgets) {
            values.addAll(Arrays.asList(
                    budget.key(),
                    budget.owner(),
                    budget.tries(),
                    budget.window().toMillis(),
                    budget.maxLock().toMillis()));
        }
        return db.preparedQuery(reserve(budgets.size()))
                .execute(SqlParameters.of(now, values.toArray()))
                .map(rows -> Rows.list(rows, row -> new Used(row.getInteger("used"), Rows.instant(row, "ends_at"))));
    }

    private static String reserve(int budgets) {
        return IntStream.range(0, budgets).mapToObj(AttemptStore::reserveOne).collect(joining(", ", "WITH ", ""))
                + IntStream.range(0, budgets)
                        .mapToObj(position -> "SELECT position, used, ends_at FROM budget_" + position)
                        .collect(joining(" UNION ALL ", " ", " ORDER BY position"));
    }

    private static String reserveOne(int position) {
        int first = 2 + position * VALUES;
        return RESERVE.formatted(
                position,
                first,
                first + 1,
                first + 2,
                first + 3,
                first + 4,
                position == 0 ? "true" : "EXISTS (SELECT FROM budget_" + (position - 1) + ")");
    }

    /** Returns one attempt of each budget. */
    Uni<Void> release(List<Budget> budgets) {
        return db.preparedQuery(RELEASE)
                .execute(SqlParameters.of(AttemptRelease.keys(budgets), (Object) AttemptRelease.tries(budgets)))
                .replaceWithVoid();
    }

    /** Returns the latest time at which an exhausted one of these budgets is restored. */
    Uni<Optional<Instant>> lockedUntil(List<Budget> budgets, Instant now) {
        return db.preparedQuery(LOCKED_UNTIL)
                .execute(SqlParameters.of(AttemptRelease.keys(budgets), AttemptRelease.tries(budgets), now))
                .map(rows -> Rows.only(rows, row -> Rows.optionalInstant(row, "until")));
    }

    Uni<Void> reset(List<Budget> budgets) {
        return db.preparedQuery(RESET)
                .execute(SqlParameters.of((Object) AttemptRelease.keys(budgets)))
                .replaceWithVoid();
    }

    Uni<Void> resetAccount(String owner) {
        return db.preparedQuery(RESET_ACCOUNT).execute(SqlParameters.of(owner)).replaceWithVoid();
    }
}
