package dev.albireo.devstack.postgres;

import dev.albireo.devstack.process.DataFolder;
import dev.albireo.devstack.process.StackException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An embedded PostgreSQL on loopback whose data outlives it. Every role, including the superuser, needs its password. */
public final class LocalPostgres implements AutoCloseable {
    private final DataFolder data;
    private final Path binaries;
    private final int port;
    private final String superuserPassword;
    private final List<Database> databases;
    private @Nullable EmbeddedPostgres server;
    private boolean closed;

    /**
     * Creates a server that is not started yet.
     *
     * @param binaries the folder to which the server's programs are unpacked, once
     */
    public LocalPostgres(DataFolder data, Path binaries, int port, String superuserPassword, List<Database> databases) {
        this.data = data;
        this.binaries = binaries;
        this.port = port;
        this.superuserPassword = superuserPassword;
        this.databases = List.copyOf(databases);
    }

    /** Starts the server and creates the missing databases. */
    public synchronized void start() {
        if (closed) {
            throw new StackException("postgres is not started: the stack is stopping");
        }
        Path folder = data.resolve("postgres");
        try {
            server = launch(folder);
            try (Connection superuser = server.getPostgresDatabase().getConnection()) {
                Preparation preparation = new Preparation(superuser);
                preparation.requireOwnServer(folder);
                preparation.requirePasswords(folder, superuserPassword);
                for (Database database : databases) {
                    preparation.create(database);
                }
            }
        } catch (IOException | SQLException | IllegalStateException e) {
            throw new StackException("postgres did not start (" + e.getMessage() + "); see " + data.log("postgres"), e);
        }
    }

    private EmbeddedPostgres launch(Path folder) throws IOException {
        Path log = data.log("postgres");
        Files.deleteIfExists(log);
        return EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(binaries.toFile())
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPort(port)
                .setConnectConfig("password", superuserPassword)
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setLocaleConfig("locale", "C")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("shared_buffers", "32MB")
                .setServerConfig("max_connections", "300")
                .setServerConfig("max_wal_size", "128MB")
                .setServerConfig("max_parallel_workers", "0")
                .setServerConfig("jit", "off")
                .setErrorRedirector(Redirect.appendTo(log.toFile()))
                .setOutputRedirector(Redirect.appendTo(log.toFile()))
                .start();
    }

    /** Ends every connection and restarts the server with its data. */
    public synchronized void restart() {
        stop();
        start();
    }

    /** Ends open connections and stops the server; {@link #start()} restarts it with its data. */
    public synchronized void stop() {
        try {
            if (server != null) {
                server.close();
                server = null;
            }
        } catch (IOException e) {
            throw new StackException("postgres did not stop; see " + data.log("postgres"), e);
        }
    }

    /** Returns the database of that name, for inspection of its tables. */
    public Database database(String name) {
        return databases.stream()
                .filter(database -> database.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no database " + name));
    }

    public int port() {
        return port;
    }

    /** Returns the process id of the server, which is the parent of all its processes. */
    public long pid() {
        try {
            return Long.parseLong(Files.readAllLines(data.resolve("postgres/postmaster.pid"))
                    .get(0)
                    .strip());
        } catch (IOException e) {
            throw new IllegalStateException("postgres is not running", e);
        }
    }

    /** Ends open connections and stops the server; rejects any later start. */
    @Override
    public synchronized void close() {
        closed = true;
        stop();
    }
}
