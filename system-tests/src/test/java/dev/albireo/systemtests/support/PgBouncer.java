package dev.albireo.systemtests.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.albireo.devstack.postgres.Database;
import dev.albireo.devstack.process.ChildProcess;
import dev.albireo.devstack.process.DataFolder;
import dev.albireo.devstack.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** PgBouncer in transaction mode, with the settings of docs/scaling.md. */
public final class PgBouncer implements AutoCloseable {
    private static final Pattern SUPPORTED = Pattern.compile("^PgBouncer 1\\.(2[1-9]|[3-9]\\d)\\.");

    private final int port;
    private final DataFolder data;
    private final ChildProcess process;

    private PgBouncer(int port, DataFolder data, ChildProcess process) {
        this.port = port;
        this.data = data;
        this.process = process;
    }

    /** Returns the program that {@code make pgbouncer} fetched, or else the installed one, if it is 1.21 or newer. */
    public static Optional<Path> program() {
        Path fetched = Path.of(System.getProperty("albireo.checkout", ".."))
                .toAbsolutePath()
                .normalize()
                .resolve(".data/pgbouncer/pgbouncer");
        return Stream.of(fetched, Path.of("/usr/sbin/pgbouncer"))
                .filter(Files::isExecutable)
                .filter(program -> SUPPORTED.matcher(version(program)).find())
                .findFirst();
    }

    private static String version(Path program) {
        try {
            Process process = new ProcessBuilder(program.toString(), "--version").start();
            return new String(process.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts it before these databases of one server.
     *
     * @param firstPort from where a free port is searched
     * @param serverConnections the maximum of connections to each database
     */
    public static PgBouncer start(Path folder, int firstPort, List<Database> databases, int serverConnections) {
        int port = new Ports(0).firstFree(firstPort);
        DataFolder data = DataFolder.open(folder);
        Path users = data.writeSecret(
                "config/users.txt",
                databases.stream()
                        .map(database -> "\"%s\" \"%s\"%n".formatted(database.name(), database.password()))
                        .collect(Collectors.joining()));
        Path config = data.writeSecret(
                "config/pgbouncer.ini", """
                [databases]
                * = host=127.0.0.1 port=%d

                [pgbouncer]
                pool_mode = transaction
                max_prepared_statements = 200
                ignore_startup_parameters = extra_float_digits, statement_timeout, idle_in_transaction_session_timeout, transaction_timeout
                default_pool_size = %d
                max_client_conn = 500
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = scram-sha-256
                auth_file = %s
                """.formatted(databases.getFirst().port(), serverConnections, port, users));
        ChildProcess process = new ChildProcess("pgbouncer", command(program().orElseThrow(), config), data);
        process.start();
        await().atMost(Duration.ofSeconds(30)).until(() -> Ports.accepts(port));
        return new PgBouncer(port, data, process);
    }

    /** It refuses to run as root. */
    private static List<String> command(Path program, Path config) {
        List<String> own = List.of(program.toString(), config.toString());
        return System.getProperty("user.name").equals("root")
                ? Stream.concat(Stream.of("unshare", "--user"), own.stream()).toList()
                : own;
    }

    /** Returns its port on 127.0.0.1. */
    public int port() {
        return port;
    }

    @Override
    public void close() {
        process.close();
        data.close();
    }
}
