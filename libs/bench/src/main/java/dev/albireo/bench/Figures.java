package dev.albireo.bench;

import java.time.Duration;

/**
 * What one kind of request costs.
 *
 * @param perSecond at its peak, on one core with the database on the same one
 * @param serverMillis CPU milliseconds of the server for each request
 * @param databaseMillis CPU milliseconds of PostgreSQL for each request
 * @param written by PostgreSQL for each request
 * @param goal in server CPU milliseconds, with the database's behind a plus where there is one
 */
record Figures(
        String name,
        double perSecond,
        double serverMillis,
        double databaseMillis,
        Written written,
        Duration p50,
        Duration p95,
        Duration p99,
        String goal) {}
