package dev.albireo.systemtests.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/** A TCP proxy before a service, which loses answers: the service receives the request and processes it. */
public final class BrokenWire implements AutoCloseable {
    private static final int MAX_REQUEST_LINE_LENGTH = 300;

    private final ServerSocket server;
    private final URI service;
    private final AtomicReference<Optional<Fault>> fault = new AtomicReference<>(Optional.empty());

    private BrokenWire(ServerSocket server, URI service) {
        this.server = server;
        this.service = service;
    }

    /** How an answer is lost. */
    public enum Lost {
        /** The connection is closed. */
        CLOSED,
        /** The connection stays open, and nothing arrives. */
        SILENT
    }

    /** The lost answers of one request, which is known by its request line. */
    public static final class Fault {
        private final Pattern requestLine;
        private final Lost how;
        private final AtomicInteger left;
        private final AtomicInteger seen = new AtomicInteger();

        private Fault(String requestLine, Lost how, int answers) {
            this.requestLine = Pattern.compile(requestLine + " HTTP/1\\.1\r\n");
            this.how = how;
            this.left = new AtomicInteger(answers);
        }

        /** Returns how many such requests the service has received. */
        public int requests() {
            return seen.get();
        }

        private boolean loses(String start) {
            if (!requestLine.matcher(start).lookingAt()) {
                return false;
            }
            seen.incrementAndGet();
            return left.getAndUpdate(answers -> Math.max(0, answers - 1)) > 0;
        }
    }

    public static BrokenWire to(URI service) {
        try {
            BrokenWire wire = new BrokenWire(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), service);
            Thread.ofVirtual().start(wire::accept);
            return wire;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the address of the service behind this proxy. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** Loses so many of the next answers to requests with this request line, a regular expression without the version. */
    public Fault lose(String requestLine, Lost how, int answers) {
        Fault next = new Fault(requestLine, how, answers);
        fault.set(Optional.of(next));
        return next;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket owner = new Socket(service.getHost(), service.getPort());
                AtomicReference<Optional<Lost>> lost = new AtomicReference<>(Optional.empty());
                Thread.ofVirtual().start(() -> requests(client, owner, lost));
                Thread.ofVirtual().start(() -> answers(owner, client, lost));
            } catch (IOException e) {
                // closed, or the service is
            }
        }
    }

    private void requests(Socket client, Socket owner, AtomicReference<Optional<Lost>> lost) {
        pass(client, owner, (buffer, length) -> {
            String start = new String(buffer, 0, Math.min(length, MAX_REQUEST_LINE_LENGTH), ISO_8859_1);
            fault.get().filter(known -> known.loses(start)).ifPresent(known -> lost.set(Optional.of(known.how)));
            return true;
        });
    }

    private static void answers(Socket owner, Socket client, AtomicReference<Optional<Lost>> lost) {
        pass(owner, client, (buffer, length) -> {
            Optional<Lost> how = lost.get();
            if (how.filter(Lost.CLOSED::equals).isPresent()) {
                throw new IOException("the answer is lost");
            }
            return how.isEmpty();
        });
    }

    /** Decides about a part of the bytes in one direction. */
    private interface Passage {
        boolean isOpen(byte[] buffer, int length) throws IOException;
    }

    private static void pass(Socket from, Socket to, Passage passage) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[8192];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (passage.isOpen(buffer, length)) {
                    to.getOutputStream().write(buffer, 0, length);
                }
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
