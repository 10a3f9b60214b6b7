package dev.albireo.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A server with prepared responses that records requests, and runs commands against itself. */
final class FakeServer implements AutoCloseable {
    private final HttpServer server;
    private final List<String> requests = new ArrayList<>();
    private final Function<String, Said> answers;

    /** A response: status and body. */
    record Said(int status, String body) {}

    /** The result of a command: exit code and output. */
    record Ran(int code, String out, String err) {}

    /** {@code answers} is called with method and path. */
    FakeServer(Function<String, Said> answers) throws IOException {
        this.answers = answers;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<String> requests() {
        return requests;
    }

    Ran run(String input, Map<String, String> variables, String... args) {
        return command(input, with(variables, "ALBIREO_SERVER", address()), args);
    }

    static Ran command(String input, Map<String, String> variables, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = AlbireoCli.run(
                new ProcessEnvironment(
                        with(variables, "HOME", "/nonexistent"),
                        new ByteArrayInputStream(input.getBytes(UTF_8)),
                        new PrintWriter(out),
                        new PrintWriter(err),
                        false,
                        Clock.systemUTC()),
                args);
        return new Ran(code, out.toString(), err.toString());
    }

    private static Map<String, String> with(Map<String, String> variables, String name, String value) {
        Map<String, String> all = new HashMap<>(variables);
        all.putIfAbsent(name, value);
        return all;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        requests.add(line + (authorization == null ? "" : " " + authorization) + (body.isEmpty() ? "" : " " + body));
        Said said = answers.apply(line);
        byte[] bytes = said.body().getBytes(UTF_8);
        exchange.sendResponseHeaders(said.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
