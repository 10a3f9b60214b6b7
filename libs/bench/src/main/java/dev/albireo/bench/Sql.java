package dev.albireo.bench;

import dev.albireo.devstack.postgres.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Statements to one service's database, over a connection of its own. */
record Sql(Database database) {
    /** Returns the one number that a query selects. */
    long number(String question) {
        return ask(statement -> {
            try (ResultSet found = statement.executeQuery(question)) {
                found.next();
                return found.getLong(1);
            }
        });
    }

    void run(String sql) {
        ask(statement -> statement.execute(sql));
    }

    /** Runs the work over one connection. */
    <T> T ask(SqlWork<T> work) {
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.name(), database.password());
                Statement statement = connection.createStatement()) {
            return work.with(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Queries on a connection. */
    @FunctionalInterface
    interface SqlWork<T> {
        T with(Statement statement) throws SQLException;
    }
}
