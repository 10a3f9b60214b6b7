package dev.albireo.systemtests.support;

import dev.albireo.devstack.Stack;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Keeps the events of some services in their outboxes until it is closed, by the lock that only one relay of a database has at a time. */
public final class PausedRelays implements AutoCloseable {
    private final List<Connection> locks = new ArrayList<>();

    private PausedRelays() {}

    public static PausedRelays of(Stack stack, List<String> services) {
        PausedRelays paused = new PausedRelays();
        try {
            for (String service : services) {
                Connection connection = Superuser.connect(stack, service);
                paused.locks.add(connection);
                try (Statement statement = connection.createStatement()) {
                    statement.execute("SELECT pg_advisory_lock(hashtext('albireo.outbox'))");
                }
            }
            return paused;
        } catch (SQLException e) {
            paused.close();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        for (Connection lock : locks) {
            try {
                lock.close();
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }
    }
}
