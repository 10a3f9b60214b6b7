package dev.albireo.admin;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

/**
 * Settings of the admin port in development mode, with {@code oauth} and {@code credentials} unreachable. What needs a response of either is
 * tested with the whole system in {@code system-tests}.
 */
public final class AdminOnLoopback implements QuarkusTestResourceLifecycleManager {
    private static final String UNREACHABLE = "http://127.0.0.1:1";

    @Override
    public Map<String, String> start() {
        // The rules of Host and Origin take the port from the settings, so it is chosen before the start.
        // With one port of 0 and one chosen, the meters of the two servers would have different tags, and the start
        // would hang.
        String port = Integer.toString(freePort());
        return Map.of(
                "albireo.development",
                "true",
                "albireo.oauth-url",
                UNREACHABLE,
                "albireo.credentials-url",
                UNREACHABLE,
                "albireo.commands.deadline",
                "PT0.5S",
                "albireo.audit.erase-deleted-users-after",
                "P30D",
                "quarkus.http.port",
                port,
                "quarkus.http.test-port",
                port,
                "quarkus.management.test-port",
                Integer.toString(freePort()));
    }

    @Override
    public void stop() {
        // Only settings.
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
