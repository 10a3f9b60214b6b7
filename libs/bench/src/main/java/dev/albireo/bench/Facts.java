package dev.albireo.bench;

import dev.albireo.devstack.process.Poll;
import java.time.Duration;
import java.util.Locale;

/** Measures how many events a second leave one service's outbox, and how many the one process that stores them all applies. */
final class Facts {
    static final String NAME = "events";

    private static final int COUNT = 20_000;
    private static final Duration MAX_DURATION = Duration.ofMinutes(5);
    private static final String INSERT = """
            INSERT INTO outbox (topic, key, type, payload, at)
            SELECT 'albireo.audit.v1', 'bench-' || n, 'albireo.AuditRecorded.v1',
                   '{"actor":"bench","action":"bench.event","target":"bench-' || n || '","outcome":"success","detail":{},'
                       || '"at":"2026-01-01T00:00:00Z"}',
                   now()
              FROM generate_series(1, %d) AS n
            """.formatted(COUNT);
    private static final String WAITING = "SELECT count(*) FROM outbox";
    private static final String APPLIED = "SELECT count(*) FROM audit_record WHERE action = 'bench.event'";

    private final Sql producer;
    private final Sql consumer;

    Facts(Sql producer, Sql consumer) {
        this.producer = producer;
        this.consumer = consumer;
    }

    /** Returns the result as text with figures. */
    String measure() {
        long begin = System.nanoTime();
        producer.run(INSERT);
        double relayed = secondsUntil(begin, producer, WAITING, 0);
        double applied = secondsUntil(begin, consumer, APPLIED, COUNT);
        return String.format(
                Locale.ROOT, "%.0f a second published, %.0f a second applied", COUNT / relayed, COUNT / applied);
    }

    private static double secondsUntil(long begin, Sql database, String question, long wanted) {
        if (!Poll.until(MAX_DURATION, () -> database.number(question) == wanted)) {
            throw new IllegalStateException("not done after " + MAX_DURATION + ": " + question);
        }
        return (System.nanoTime() - begin) / 1e9;
    }
}
