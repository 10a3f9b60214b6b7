package dev.albireo.credentials.attempt;

import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Accesses the attempt_budget table. Every reservation is its own transaction, so that no rollback returns an attempt. */
@ApplicationScoped
class AttemptStore {
    /** The last attempt of a budget begins the lock, which is twice as long as the previous one unless that was long ago. */
    private static final String RESERVE = """
            INSERT INTO attempt_budget AS b (key, owner, used, ends_at)
            VALUES ($1, $2, 1, $3::timestamptz + $5::bigint * interval '1 millisecond')
            ON CONFLICT (key) DO UPDATE
               SET used    = CASE WHEN b.ends_at <= $3 THEN 1 ELSE b.used + 1 END,
                   ends_at = CASE WHEN b.ends_at <= $3 THEN EXCLUDED.ends_at
                                  WHEN b.used + 1 = $4 AND $6 > $5
                                  THEN $3::timestamptz
                                       + least($5::bigint * (1 << least(b.locks, 20)), $6::bigint) * interval '1 millisecond'
                                  ELSE b.ends_at END,
                   locks   = CASE WHEN b.ends_at + $6::bigint * interval '1 millisecond' <= $3 THEN 0
                                  WHEN b.ends_at > $3 AND b.used + 1 = $4 THEN b.locks + 1
                                  ELSE b.locks END
             WHERE b.ends_at <= $3 OR b.used < $4
            RETURNING used, ends_at
            """;

    private static final String RELEASE = """
            UPDATE attempt_budget
               SET used = used - 1, locks = CASE WHEN used >= $2 THEN greatest(locks - 1, 0) ELSE locks END
             WHERE key = $1 AND used > 0
            """;
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

    /** Uses one attempt; empty if none is left. Of concurrent calls no more than the budget succeed. */
    Uni<Optional<Used>> reserve(Budget budget, Instant now) {
        Tuple values = SqlParameters.of(
                budget.key(),
                budget.owner(),
                now,
                budget.tries(),
                budget.window().toMillis(),
                budget.maxLock().toMillis());
        return db.preparedQuery(RESERVE)
                .execute(values)
                .map(rows -> Rows.first(rows, row -> new Used(row.getInteger("used"), Rows.instant(row, "ends_at"))));
    }

    /** Returns one attempt of each budget, in one transaction, which locks them in the order of their keys. */
    Uni<Void> release(List<Budget> budgets) {
        List<Tuple> values = budgets.stream()
                .sorted(Comparator.comparing(Budget::key))
                .map(budget -> SqlParameters.of(budget.key(), budget.tries()))
                .toList();
        return db.preparedQuery(RELEASE).executeBatch(values).replaceWithVoid();
    }

    /** Returns the latest time at which an exhausted one of these budgets is restored. */
    Uni<Optional<Instant>> lockedUntil(List<Budget> budgets, Instant now) {
        return db.preparedQuery(LOCKED_UNTIL)
                .execute(SqlParameters.of(
                        keys(budgets), budgets.stream().map(Budget::tries).toArray(Integer[]::new), now))
                .map(rows -> Rows.only(rows, row -> Rows.optionalInstant(row, "until")));
    }

    Uni<Void> reset(List<Budget> budgets) {
        return db.preparedQuery(RESET).execute(SqlParameters.of(keys(budgets))).replaceWithVoid();
    }

    Uni<Void> resetAccount(String owner) {
        return db.preparedQuery(RESET_ACCOUNT).execute(SqlParameters.of(owner)).replaceWithVoid();
    }

    private static String[] keys(List<Budget> budgets) {
        return budgets.stream().map(Budget::key).toArray(String[]::new);
    }
}
