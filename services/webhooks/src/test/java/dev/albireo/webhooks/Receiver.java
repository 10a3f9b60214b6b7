package dev.albireo.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An HTTP server that receives posted codes and events; it records the requests and answers as configured. */
public final class Receiver implements AutoCloseable {
    private final ServerSocket socket;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch droppedByCaller = new CountDownLatch(1);
    private final Manner manner;

    /** How it answers. */
    public enum Manner {
        GOOD,
        FAILING,
        REDIRECTING,
        GONE,
        /** Never answers. */
        SILENT,
        /** Answers with status 200, then a body that does not end. */
        ENDLESS,
        /** Closes the connection instead. */
        RUDE,
        /** Answers with a header section that does not end. */
        TALKATIVE
    }

    /** A received request; names of headers in lower case. */
    public record Request(String line, Map<String, String> headers, String body) {
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    public Receiver(Manner manner) {
        this.manner = manner;
        try {
            this.socket = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public String url() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/otp?tenant=a%20b";
    }

    public List<Request> requests() {
        return requests;
    }

    /** Returns whether the client closed the connection while this server was still answering. */
    public boolean wasCutOff() throws InterruptedException {
        return droppedByCaller.await(10, TimeUnit.SECONDS);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            requests.add(read(connection.getInputStream()));
            answer(connection.getOutputStream());
        } catch (IOException | InterruptedException e) {
            droppedByCaller.countDown();
        }
    }

    private void answer(OutputStream out) throws IOException, InterruptedException {
        switch (manner) {
            case GOOD -> say(out, "HTTP/1.1 204 No Content\r\n\r\n");
            case FAILING -> say(out, "HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n");
            case REDIRECTING -> say(out, "HTTP/1.1 307 There\r\nLocation: " + url() + "\r\nContent-Length: 0\r\n\r\n");
            case GONE -> say(out, "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n");
            case RUDE -> out.close();
            case SILENT -> closed.await();
            case ENDLESS -> {
                say(out, "HTTP/1.1 200 OK\r\nContent-Length: 9000000000\r\n\r\n");
                forEver(out, "x".repeat(8000));
            }
            case TALKATIVE -> {
                say(out, "HTTP/1.1 200 OK\r\n");
                forEver(out, "X-More: " + "x".repeat(1000) + "\r\n");
            }
        }
    }

    private void forEver(OutputStream out, String text) throws IOException, InterruptedException {
        while (!closed.await(1, TimeUnit.MILLISECONDS)) {
            say(out, text);
        }
    }

    private static void say(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(UTF_8));
        out.flush();
    }

    private static Request read(InputStream in) throws IOException {
        String line = line(in);
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(java.util.Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Request(line, headers, new String(in.readNBytes(length), UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        socket.close();
    }
}
