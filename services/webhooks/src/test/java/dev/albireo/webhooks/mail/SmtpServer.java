package dev.albireo.webhooks.mail;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** An SMTP server (RFC 5321) that answers the next recipients as a test says, and accepts all others. */
public class SmtpServer implements QuarkusTestResourceLifecycleManager {
    private static final Queue<String> REPLIES = new ConcurrentLinkedQueue<>();
    private static final List<String> ACCEPTED = new CopyOnWriteArrayList<>();

    private final ServerSocket socket;

    public SmtpServer() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers the next recipient with this reply. */
    static void answerNext(String reply) {
        REPLIES.add(reply);
    }

    /** Returns the recipients of the mails that were accepted. */
    static List<String> accepted() {
        return ACCEPTED;
    }

    @Override
    public Map<String, String> start() {
        Thread.ofVirtual().start(this::serve);
        return Map.of(
                "quarkus.mailer.mock", "false",
                "quarkus.mailer.host", "127.0.0.1",
                "quarkus.mailer.port", Integer.toString(socket.getLocalPort()));
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                Thread.ofVirtual().start(() -> talk(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void talk(Socket connection) {
        try (connection;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
                Writer out = new OutputStreamWriter(connection.getOutputStream(), StandardCharsets.UTF_8)) {
            say(out, "220 localhost");
            String recipient = "";
            boolean data = false;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (data) {
                    if (line.equals(".")) {
                        data = false;
                        ACCEPTED.add(recipient);
                        say(out, "250 accepted");
                    }
                } else if (line.startsWith("RCPT TO:")) {
                    recipient = line.replaceAll(".*<|>.*", "");
                    String reply = REPLIES.poll();
                    say(out, reply == null ? "250 ok" : reply);
                } else if (line.equals("DATA")) {
                    data = true;
                    say(out, "354 go on");
                } else {
                    say(out, "250 localhost");
                }
            }
        } catch (IOException disconnected) {
            // The client ends connections as it likes.
        }
    }

    private static void say(Writer out, String line) throws IOException {
        out.write(line + "\r\n");
        out.flush();
    }

    @Override
    public void stop() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
