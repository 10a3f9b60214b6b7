package dev.albireo.bench;

import dev.albireo.devstack.postgres.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Statements to one service's database, from outside of it. */
record Sql(Database database) {
    /** The one number that a question answers. */
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

    /** What is done over one connection. */
    <T> T ask(Work<T> work) {
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.name(), database.password());
                Statement statement = connection.createStatement()) {
            return work.with(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Questions and their answers. */
    @FunctionalInterface
    interface Work<T> {
        T with(Statement statement) throws SQLException;
    }
}
