package dev.albireo.admin.owner;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** A TCP proxy that breaks connections when the answer comes: the request has arrived by then. */
final class BrokenWire implements AutoCloseable {
    private final ServerSocket server;
    private final int target;
    private final AtomicInteger toBreak = new AtomicInteger();

    private BrokenWire(ServerSocket server, int target) {
        this.server = server;
        this.target = target;
    }

    static BrokenWire to(int port) throws IOException {
        BrokenWire wire = new BrokenWire(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
        Thread.ofVirtual().start(wire::accept);
        return wire;
    }

    int port() {
        return server.getLocalPort();
    }

    /** So many of the next answers are lost. */
    void breakNext(int answers) {
        toBreak.set(answers);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket owner = new Socket(InetAddress.getLoopbackAddress(), target);
                Thread.ofVirtual().start(() -> pass(client, owner, false));
                Thread.ofVirtual().start(() -> pass(owner, client, true));
            } catch (IOException e) {
                // closed, or the other side is
            }
        }
    }

    private void pass(Socket from, Socket to, boolean answers) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[8192];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (answers && toBreak.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    return;
                }
                to.getOutputStream().write(buffer, 0, length);
            }
        } catch (IOException e) {
            // the other direction has closed both
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
