package dev.albireo.bench;

import dev.albireo.devstack.postgres.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How many facts a second leave one service's outbox, and how many the one process that keeps them all applies. */
final class Facts {
    static final String NAME = "events";

    private static final int COUNT = 20_000;
    private static final long LONGEST_SECONDS = 300;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
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

    private final Database producer;
    private final Database consumer;

    Facts(Database producer, Database consumer) {
        this.producer = producer;
        this.consumer = consumer;
    }

    /** In words, with figures. */
    String measure() {
        long begin = System.nanoTime();
        try (Connection connection = Disk.connect(producer);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(INSERT);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        double relayed = secondsUntil(begin, producer, WAITING, 0);
        double applied = secondsUntil(begin, consumer, APPLIED, COUNT);
        return String.format(
                Locale.ROOT, "%.0f a second published, %.0f a second applied", COUNT / relayed, COUNT / applied);
    }

    private static double secondsUntil(long begin, Database database, String question, long wanted) {
        try (Connection connection = Disk.connect(database);
                Statement statement = connection.createStatement()) {
            while (count(statement, question) != wanted) {
                if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(LONGEST_SECONDS)) {
                    throw new IllegalStateException("not done after " + LONGEST_SECONDS + " s: " + question);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            return (System.nanoTime() - begin) / 1e9;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long count(Statement statement, String question) throws SQLException {
        try (ResultSet found = statement.executeQuery(question)) {
            found.next();
            return found.getLong(1);
        }
    }
}
