package dev.albireo.devstack.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The steps of a superuser on a server that has just started; all of them are repeatable. */
final class Preparation {
    private static final String HOST_BASED_ACCESS = "host all all 127.0.0.1/32 scram-sha-256\n";

    private final Connection superuser;

    Preparation(Connection superuser) {
        this.superuser = superuser;
    }

    /** The readiness probe of the embedded server only opens the port, so another program's server may satisfy it. */
    void requireOwnServer(Path folder) throws SQLException {
        try (Statement statement = superuser.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_setting('data_directory')")) {
            if (!row.next() || !Path.of(row.getString(1)).equals(folder)) {
                throw new SQLException("another PostgreSQL answers on the chosen port");
            }
        }
    }

    /** A new cluster trusts every local user; this one requires passwords. */
    void requirePasswords(Path folder, String superuserPassword) throws SQLException, IOException {
        execute("ALTER ROLE postgres PASSWORD " + quoted(superuserPassword));
        Files.writeString(folder.resolve("pg_hba.conf"), HOST_BASED_ACCESS);
        execute("SELECT pg_reload_conf()");
    }

    /** Creates the role and its database unless they exist, and revokes the database from every other role. */
    void create(Database database) throws SQLException {
        String name = database.name();
        if (!exists("SELECT 1 FROM pg_roles WHERE rolname = ?", name)) {
            execute("CREATE ROLE " + name + " LOGIN");
        }
        execute("ALTER ROLE " + name + " PASSWORD " + quoted(database.password()));
        if (!exists("SELECT 1 FROM pg_database WHERE datname = ?", name)) {
            execute("CREATE DATABASE " + name + " OWNER " + name);
        }
        execute("REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
    }

    private boolean exists(String query, String name) throws SQLException {
        try (PreparedStatement statement = superuser.prepareStatement(query)) {
            statement.setString(1, name);
            return statement.executeQuery().next();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Quotes a generated password, which is base64url text. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
