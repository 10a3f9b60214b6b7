package dev.albireo.systemtests.support;

import dev.albireo.devstack.Stack;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** The superuser of a stack's PostgreSQL. */
public final class Superuser {
    private static final String NAME = "postgres";

    private Superuser() {}

    /** Opens a connection to a database, as the superuser. */
    public static Connection connect(Stack stack, String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + stack.postgres().port() + "/" + database, NAME, password(stack));
    }

    /** Opens a connection to the superuser's own database. */
    public static Connection connect(Stack stack) throws SQLException {
        return connect(stack, NAME);
    }

    private static String password(Stack stack) {
        try {
            Properties secrets = new Properties();
            secrets.load(
                    new StringReader(Files.readString(stack.options().data().resolve("config/secrets.properties"))));
            return secrets.getProperty("password.database.postgres");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
