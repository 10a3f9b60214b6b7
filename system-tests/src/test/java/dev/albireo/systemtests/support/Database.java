package dev.albireo.systemtests.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Reads the database of one service; for tests only. Connections are kept, since each costs the key derivation of SCRAM (RFC 5802). */
public final class Database {
    private static final Map<String, Deque<Connection>> KEPT = new ConcurrentHashMap<>();
    private static final int VALID_SECONDS = 5;

    private final String service;
    private final Deque<Connection> kept;

    public Database(String service) {
        this.service = service;
        this.kept = KEPT.computeIfAbsent(service, name -> new ConcurrentLinkedDeque<>());
    }

    /** What is done with a prepared statement. */
    private interface Use<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    public long count(String sql, Object... parameters) {
        return Long.parseLong(texts(sql, parameters).getFirst());
    }

    /** Creates data that only an earlier release could leave behind; returns the number of changed rows. */
    public int update(String sql, Object... parameters) {
        return with(PreparedStatement::executeUpdate, sql, parameters);
    }

    /** Returns the first column of every row. */
    public List<String> texts(String sql, Object... parameters) {
        return with(Database::firstColumn, sql, parameters);
    }

    private static List<String> firstColumn(PreparedStatement statement) throws SQLException {
        List<String> values = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    private <T> T with(Use<T> use, String sql, Object... parameters) {
        try {
            Connection connection = connection();
            try (PreparedStatement statement = prepared(connection, sql, parameters)) {
                return use.of(statement);
            } finally {
                kept.push(connection);
            }
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** Returns a connection that answers; PostgreSQL may have been restarted since the last use. */
    private Connection connection() throws SQLException {
        for (Connection connection = kept.poll(); connection != null; connection = kept.poll()) {
            if (connection.isValid(VALID_SECONDS)) {
                return connection;
            }
            connection.close();
        }
        var database = Running.stack().postgres().database(service);
        return DriverManager.getConnection(database.jdbcUrl(), database.name(), database.password());
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    public void awaitEmpty(String table, Duration atMost) {
        await().atMost(atMost)
                .untilAsserted(
                        () -> assertThat(count("SELECT count(*) FROM " + table)).isZero());
    }
}
