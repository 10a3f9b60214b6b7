package dev.albireo.webhooks.delivery;

import static dev.albireo.delivery.QueuedDeliveryState.sql;

/**
 * The statements of a queue of deliveries to receivers that may be unavailable: claims within limits, repetition, and a pause of a receiver
 * that fails repeatedly. The tables of all such queues have the same columns.
 *
 * @param deliveries the table of deliveries
 * @param receivers the table of receivers; its {@code key} is what deliveries refer to
 * @param reference the column of the deliveries with the key
 * @param eligible a further condition on a delivery {@code d} to a receiver {@code s}
 */
public record ReceiverStatements(String deliveries, String receivers, String reference, String eligible) {
    /**
     * The receivers with the fewest deliveries in progress come first; those that hang do not hold up others. One that has failed
     * repeatedly gets a single attempt at a time, and none before its pause has ended. Where a receiver asks for order, only the
     * earliest delivery of a subject is attempted. The claim outlives the attempt by five seconds; after a crash another replica takes it over.
     */
    private static final String CLAIM = """
            WITH in_progress AS MATERIALIZED (
                SELECT {reference}, count(*) AS number
                  FROM {deliveries}
                 WHERE state = {due} AND claimed_until > $1
                 GROUP BY {reference}),
            receiver AS MATERIALIZED (
                SELECT s.*, coalesce(p.number, 0) AS number,
                       CASE WHEN s.failures >= 5 THEN 1 ELSE $3::bigint END AS room
                  FROM {receivers} s
                  LEFT JOIN in_progress p ON p.{reference} = s.key
                 WHERE NOT s.paused AND coalesce(s.blocked_until <= $1, true)),
            waiting AS MATERIALIZED (
                SELECT w.id, w.next_attempt_at,
                       s.number + row_number() OVER (PARTITION BY s.key ORDER BY w.next_attempt_at, w.position) AS place
                  FROM receiver s
                 CROSS JOIN LATERAL (
                       SELECT d.id, d.next_attempt_at, d.position
                         FROM {deliveries} d
                        WHERE d.{reference} = s.key AND d.state = {due} AND d.next_attempt_at <= $1 AND {eligible}
                          AND (NOT s.ordered
                               OR NOT EXISTS (SELECT 1
                                                FROM {deliveries} e
                                               WHERE e.{reference} = s.key AND e.subject = d.subject AND e.state = {due}
                                                 AND e.position < d.position))
                        ORDER BY d.next_attempt_at
                        LIMIT greatest(s.room - s.number, 0)) w),
            due AS MATERIALIZED (
                SELECT id
                  FROM waiting
                 ORDER BY place, next_attempt_at
                 LIMIT greatest($2::bigint - (SELECT coalesce(sum(number), 0)::bigint FROM in_progress), 0))
            UPDATE {deliveries} d
               SET attempts = d.attempts + 1,
                   next_attempt_at = $1 + (s.timeout_ms + 5000) * interval '1 millisecond',
                   claimed_until = $1 + (s.timeout_ms + 5000) * interval '1 millisecond',
                   give_up_at = coalesce(d.give_up_at, $4)
              FROM due, {receivers} s
             WHERE d.id = due.id AND s.key = d.{reference} AND d.state = {due} AND d.next_attempt_at <= $1
            RETURNING""";

    private static final String MORE = """
            SELECT EXISTS (SELECT 1
                             FROM {receivers} s
                             JOIN {deliveries} d ON d.{reference} = s.key
                            WHERE NOT s.paused AND coalesce(s.blocked_until <= $1, true)
                              AND d.state = {due} AND d.next_attempt_at <= $1 AND {eligible}) AS more
            """;

    private static final String DELIVERED = """
            WITH ended AS (
                UPDATE {deliveries}
                   SET state = {delivered}, claimed_until = NULL, last_error = NULL, last_status = $3, ended_at = $4
                 WHERE id = $1 AND state = {due})
            UPDATE {receivers} SET failures = 0, blocked_until = NULL WHERE key = $2 AND failures > 0
            """;

    /** From the fifth failure in a row on, the receiver is left alone for 10, 20, 40, … seconds, at most ten minutes. */
    private static final String AGAIN = """
            WITH delayed AS (
                UPDATE {deliveries} SET next_attempt_at = $5, claimed_until = NULL, last_error = $4, last_status = $3
                 WHERE id = $1 AND attempts = $8 AND state = {due})
            UPDATE {receivers}
               SET failures = least(failures + 1, 1000),
                   blocked_until = greatest(
                       blocked_until, $7::timestamptz,
                       CASE WHEN failures + 1 >= 5
                            THEN $6::timestamptz + least(10 * 2 ^ least(failures - 4, 10), 600) * interval '1 second' END)
             WHERE key = $2
            """;

    private static final String DEAD = """
            UPDATE {deliveries}
               SET state = {dead}, claimed_until = NULL, last_error = $3, last_status = $4, ended_at = $5
             WHERE id = $1 AND attempts = $2 AND state = {due}
            """;

    /** Claims of concurrent replicas follow each other, so that each counts those before it. */
    public String lock() {
        return of("SELECT pg_advisory_xact_lock(hashtext('albireo.{deliveries}'))");
    }

    /**
     * Claims deliveries that are due: $1 now, $2 the limit for all receivers, $3 for each, $4 when those are given up that are attempted for
     * the first time.
     *
     * @param columns what is returned of each delivery {@code d} and its receiver {@code s}
     */
    public String claim(String columns) {
        return of(CLAIM) + " " + columns;
    }

    /** Whether another delivery is due at $1. */
    public String more() {
        return of(MORE);
    }

    /** The receiver $2 has the delivery $1, with the status $3 at $4. */
    public String delivered() {
        return of(DELIVERED);
    }

    /**
     * The attempt $8 of the delivery $1 to $2 has failed with the status $3 and the error $4; the next one is made at $5. Now is $6; before
     * $7 the receiver gets no other either.
     */
    public String again() {
        return of(AGAIN);
    }

    /** No attempt follows the attempt $2 of the delivery $1, which ended with the error $3 and the status $4 at $5. */
    public String dead() {
        return of(DEAD);
    }

    private String of(String statement) {
        return sql(statement
                .replace("{deliveries}", deliveries)
                .replace("{receivers}", receivers)
                .replace("{reference}", reference)
                .replace("{eligible}", eligible));
    }
}
