package dev.albireo.credentials.attempt;

import static java.time.ZoneOffset.UTC;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** The attempt_budget table. Every statement is its own transaction, so that no rollback returns a try. */
@ApplicationScoped
class AttemptStore {
    private static final String RESERVE = """
            INSERT INTO attempt_budget AS b (key, used, ends_at) VALUES ($1, 1, $2)
            ON CONFLICT (key) DO UPDATE
               SET used    = CASE WHEN b.ends_at <= $3 THEN 1 ELSE b.used + 1 END,
                   ends_at = CASE WHEN b.ends_at <= $3 THEN EXCLUDED.ends_at ELSE b.ends_at END
             WHERE b.ends_at <= $3 OR b.used < $4
            RETURNING used
            """;
    private static final String GIVE_BACK = "UPDATE attempt_budget SET used = used - 1 WHERE key = $1 AND used > 0";
    private static final String SWEEP = """
            DELETE FROM attempt_budget
             WHERE key IN (SELECT key FROM attempt_budget WHERE ends_at < $1
                            ORDER BY ends_at LIMIT 10 FOR UPDATE SKIP LOCKED)
            """;
    private final Pool db;

    AttemptStore(Pool db) {
        this.db = db;
    }

    /** Uses one try; false if none is left. Of parallel calls no more than the budget's tries succeed. */
    Uni<Boolean> reserve(Budget budget, Instant now) {
        Tuple values =
                Tuple.of(budget.key(), now.plus(budget.window()).atOffset(UTC), now.atOffset(UTC), budget.tries());
        return db.preparedQuery(RESERVE)
                .execute(values)
                .map(rows -> rows.rowCount() == 0 ? 0 : rows.iterator().next().getInteger("used"))
                .call(used -> used == 1 ? sweep(now) : Uni.createFrom().voidItem())
                .map(used -> used > 0);
    }

    Uni<Void> giveBack(String key) {
        return db.preparedQuery(GIVE_BACK).execute(Tuple.of(key)).replaceWithVoid();
    }

    /** Each new row takes some old ones with it. */
    private Uni<Void> sweep(Instant now) {
        return db.preparedQuery(SWEEP).execute(Tuple.of(now.atOffset(UTC))).replaceWithVoid();
    }
}
