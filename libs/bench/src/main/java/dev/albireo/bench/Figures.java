package dev.albireo.bench;

import java.time.Duration;
import java.time.Instant;

/**
 * The cost of one kind of request.
 *
 * @param perSecond peak rate, on one core shared with the database
 * @param serverMillis CPU milliseconds of the server for each request
 * @param databaseMillis CPU milliseconds of PostgreSQL for each request
 * @param written what PostgreSQL writes for each request
 * @param goal in server CPU milliseconds, followed by a plus and those of the database where there are any
 */
record Figures(
        String name,
        double perSecond,
        double serverMillis,
        double databaseMillis,
        DiskWrites written,
        Duration p50,
        Duration p95,
        Duration p99,
        String goal,
        Measurement measured) {
    /** When how many requests were measured. */
    record Measurement(Instant start, Instant end, int count) {}
}
