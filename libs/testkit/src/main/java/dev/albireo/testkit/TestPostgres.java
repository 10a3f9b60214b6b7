package dev.albireo.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ThreadLocalRandom;

/** A PostgreSQL server on a new data folder, with one empty database that its role owns. Closing it deletes both. */
public final class TestPostgres implements AutoCloseable {
    /** The name of the database, of its role and of the role's password. */
    public static final String NAME = "albireo";

    /** Below the range of ephemeral ports, which outgoing connections use. */
    private static final int LOWEST_PORT = 20_000;

    private static final int HIGHEST_PORT = 32_000;

    private final EmbeddedPostgres server;

    private TestPostgres(EmbeddedPostgres server) {
        this.server = server;
    }

    /** Starts a server on a free loopback port and creates the database. */
    public static TestPostgres start() {
        try {
            Path data = Files.createTempDirectory("albireo-postgres-");
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setPort(freePort())
                    .setServerConfig("shared_buffers", "16MB")
                    .setServerConfig("max_connections", "60")
                    // Its data outlives neither the machine nor the test.
                    .setServerConfig("fsync", "off")
                    .setServerConfig("full_page_writes", "off")
                    .start();
            return new TestPostgres(server).prepared(data);
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded PostgreSQL did not start", e);
        }
    }

    /** Returns the URL for the JDBC driver: Flyway, and tests that read tables. */
    public String jdbcUrl() {
        return "jdbc:" + reactiveUrl();
    }

    /** Returns the URL for the reactive client. */
    public String reactiveUrl() {
        return "postgresql://127.0.0.1:" + server.getPort() + "/" + NAME;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded PostgreSQL did not stop", e);
        }
    }

    private TestPostgres prepared(Path data) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            requireOwnServer(statement, data);
            statement.execute("CREATE ROLE " + NAME + " LOGIN PASSWORD '" + NAME + "'");
            statement.execute("CREATE DATABASE " + NAME + " OWNER " + NAME);
            return this;
        } catch (SQLException e) {
            close();
            throw new IllegalStateException("the embedded PostgreSQL could not be prepared", e);
        }
    }

    /** The readiness probe of the embedded server only opens the port, so another program's server may satisfy it. */
    private static void requireOwnServer(Statement statement, Path data) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT current_setting('data_directory')")) {
            if (!row.next() || !Path.of(row.getString(1)).equals(data)) {
                throw new SQLException("another PostgreSQL answers on the chosen port");
            }
        }
    }

    private static int freePort() throws IOException {
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IOException("no free port between " + LOWEST_PORT + " and " + HIGHEST_PORT);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
