package dev.albireo.systemtests.connect;

import static org.awaitility.Awaitility.await;

import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.core.ConditionTimeoutException;

/** The program of a page, as a process of its own. */
final class RunningApplication implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(1);
    private static final String SECRET = "replace-this-secret";

    private final URI address;
    private final Process process;

    private RunningApplication(URI address, Process process) {
        this.address = address;
        this.process = process;
    }

    /** Declares the client as its page says, and starts its program. */
    static RunningApplication start(ConnectedClient client) {
        int port = freePort();
        URI address = URI.create("http://" + client.host() + ":" + port);
        ConnectPage page = ConnectPage.of(client.page(), client.id(), address);
        int status = Running.resources()
                .put("Client/" + client.id(), page.resource())
                .status();
        if (status / 100 != 2) {
            throw new AssertionError("the client of the page is refused: " + status);
        }
        Path folder = page.write(client.id());
        RunningApplication started = new RunningApplication(address, start(client, folder, port));
        try {
            await(client.id() + " answers, see " + folder.resolve("log"))
                    .atMost(START)
                    .ignoreExceptions()
                    .until(() -> new Person(address).get("/").status() == 200);
            return started;
        } catch (ConditionTimeoutException late) {
            started.close();
            throw late;
        }
    }

    URI address() {
        return address;
    }

    @Override
    public void close() {
        process.destroy();
    }

    private static Process start(ConnectedClient client, Path folder, int port) {
        ProcessBuilder command = new ProcessBuilder(client.command(folder, port))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        command.environment()
                .putAll(Map.of(
                        "PORT", Integer.toString(port),
                        "CLIENT_SECRET", SECRET,
                        "SESSION_SECRET", SECRET.repeat(3)));
        command.environment().put("NEXT_TELEMETRY_DISABLED", "1");
        try {
            return command.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
