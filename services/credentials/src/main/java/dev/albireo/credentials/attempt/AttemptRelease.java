package dev.albireo.credentials.attempt;

import java.util.List;

/** The return of attempts after a success, as {@code WITH} queries of the statement that records the success. */
public final class AttemptRelease {
    /** Locks the budgets in their order, as a reservation does. */
    private static final String QUERIES = """
            held AS (
                SELECT b.key, asked.tries
                  FROM unnest($%1$d::text[], $%2$d::integer[]) WITH ORDINALITY AS asked (key, tries, position)
                  JOIN attempt_budget b ON b.key = asked.key
                 ORDER BY asked.position
                   FOR UPDATE OF b
            ), released AS (
                UPDATE attempt_budget b
                   SET used = b.used - 1,
                       locks = CASE WHEN b.used >= held.tries THEN greatest(b.locks - 1, 0) ELSE b.locks END
                  FROM held
                 WHERE b.key = held.key AND b.used > 0
            )
            """;

    private AttemptRelease() {}

    /** Returns the queries, with {@link #keys} as the parameter of the first number and {@link #tries} as that of the second. */
    public static String queries(int keys, int tries) {
        return QUERIES.formatted(keys, tries);
    }

    public static String[] keys(List<Budget> budgets) {
        return budgets.stream().map(Budget::key).toArray(String[]::new);
    }

    public static Integer[] tries(List<Budget> budgets) {
        return budgets.stream().map(Budget::tries).toArray(Integer[]::new);
    }
}
