package dev.albireo.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Listens on loopback, takes connections and never answers. Counts open connections, alone and together with other servers. */
public final class HangingServer implements AutoCloseable {
    private final ServerSocket socket;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Peak peak = new Peak();
    private final Peak total;

    /** A number of open connections, and its maximum. */
    public static final class Peak {
        private final AtomicInteger now = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        /** Returns the present number. */
        public int now() {
            return now.get();
        }

        /** Returns the maximum so far. */
        public int most() {
            return most.get();
        }

        private void opened() {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
        }

        private void closed() {
            now.decrementAndGet();
        }
    }

    /**
     * Starts the server.
     *
     * @param total counts the connections of several servers
     */
    public HangingServer(Peak total) {
        this.total = total;
        try {
            socket = new ServerSocket(0, 100, InetAddress.ofLiteral("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** Returns the URL of a path on this server. */
    public String uri(String path) {
        return "http://127.0.0.1:" + socket.getLocalPort() + path;
    }

    /** Returns the number of open connections to this server. */
    public Peak connections() {
        return peak;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                open.add(connection);
                List.of(peak, total).forEach(Peak::opened);
                Thread.ofVirtual().start(() -> readToEnd(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void readToEnd(Socket connection) {
        try (connection) {
            connection.getInputStream().readAllBytes();
        } catch (IOException e) {
            // The caller closed the connection, or the test is over.
        } finally {
            List.of(peak, total).forEach(Peak::closed);
            open.remove(connection);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket connection : open) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
