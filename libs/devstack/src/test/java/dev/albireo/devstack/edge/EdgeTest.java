package dev.albireo.devstack.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.albireo.devstack.config.StackService;
import dev.albireo.devstack.process.Poll;
import dev.albireo.devstack.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The edge")
class EdgeTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private final int port = new Ports(0).firstFree(21_000);
    private final Edge edge = new Edge(port, List.of());

    @BeforeEach
    void start() {
        edge.start();
    }

    @AfterEach
    void stop() {
        edge.close();
    }

    @Test
    void overwrites_what_a_client_says_about_itself() throws IOException {
        try (Origin origin = new Origin("a")) {
            edge.add(StackService.OAUTH, origin.uri());

            String answer = send("GET /authorize?x=1 HTTP/1.1\r\nHost: localhost:9\r\nX-Forwarded-For: 6.6.6.6\r\n"
                    + "X-Forwarded-Proto: https\r\nX-Forwarded-Host: evil\r\nX-Forwarded-Prefix: /evil\r\n"
                    + "Forwarded: for=6.6.6.6\r\nAlbireo-Actor: admin\r\nX-Real-IP: 6.6.6.6\r\n"
                    + "X-Mine: dropped\r\nKept: yes\r\nConnection: close\r\nConnection: X-Mine\r\n\r\n");

            assertThat(answer).contains("HTTP/1.1 200", "a: /authorize?x=1");
            assertThat(origin.headers)
                    .containsEntry("X-forwarded-for", "127.0.0.1")
                    .containsEntry("X-forwarded-proto", "http")
                    .containsEntry("X-forwarded-host", "localhost:9")
                    .containsEntry("Host", "localhost:9")
                    .containsEntry("Kept", "yes")
                    .doesNotContainKeys(
                            "Forwarded", "Albireo-actor", "X-real-ip", "X-mine", "X-forwarded-prefix", "Connection");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: a\r\nHost: b\r\n", "Host: a\r\nHost: a\r\n", ""})
    void RFC_9112_section_3_2_refuses_a_request_that_does_not_name_one_host(String hosts) throws IOException {
        try (Origin origin = new Origin("a")) {
            edge.add(StackService.OAUTH, origin.uri());

            assertThat(send("GET /authorize HTTP/1.1\r\n" + hosts + "Connection: close\r\n\r\n"))
                    .contains("HTTP/1.1 400");
        }
    }

    @Test
    void passes_a_body_and_its_answer_on() throws IOException {
        try (Origin origin = new Origin("a")) {
            edge.add(StackService.CREDENTIALS, origin.uri());

            assertThat(send("POST /login HTTP/1.1\r\nHost: l\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"))
                    .contains("a: /login", "hello");
        }
    }

    @Test
    void takes_turns_and_passes_over_a_process_that_is_down() throws IOException {
        try (Origin first = new Origin("first");
                Origin second = new Origin("second")) {
            edge.add(StackService.OAUTH, first.uri());
            edge.add(StackService.OAUTH, second.uri());

            assertThat(List.of(get("/token"), get("/token")))
                    .satisfiesExactlyInAnyOrder(
                            answer -> assertThat(answer).contains("first: /token"),
                            answer -> assertThat(answer).contains("second: /token"));

            first.close();
            assertThat(List.of(get("/token"), get("/token"), get("/token")))
                    .allSatisfy(answer -> assertThat(answer).contains("second: /token"));
        }
    }

    @Test
    void sends_nothing_new_to_a_process_that_is_not_ready_while_another_is() throws IOException {
        try (Origin leaving = new Origin("leaving");
                Origin staying = new Origin("staying")) {
            edge.add(StackService.OAUTH, leaving.uri(), leaving.uri().resolve("/ready"));
            edge.add(StackService.OAUTH, staying.uri(), staying.uri().resolve("/ready"));

            leaving.status.set(503);
            assertThat(Poll.until(LIMIT, () -> answers(6).noneMatch(answer -> answer.contains("leaving: "))))
                    .isTrue();

            staying.status.set(503);
            assertThat(Poll.until(LIMIT, () -> answers(6).anyMatch(answer -> answer.contains("leaving: "))))
                    .as("if no process is ready, all are tried")
                    .isTrue();
        }
    }

    @Test
    void tries_again_what_only_reads_and_never_what_may_have_been_done() throws IOException {
        try (Origin good = new Origin("good");
                Broken broken = new Broken()) {
            edge.add(StackService.OAUTH, broken.uri());
            edge.add(StackService.OAUTH, good.uri());

            assertThat(answers(4)).allSatisfy(answer -> assertThat(answer).contains("good: /token"));

            int read = broken.requests.get();
            List<String> posted = List.of(post(), post());
            assertThat(posted).anySatisfy(answer -> assertThat(answer).contains("502"));
            assertThat(posted).anySatisfy(answer -> assertThat(answer).contains("good: /token"));
            assertThat(read).isPositive();
            assertThat(broken.requests.get()).isEqualTo(read + 1);
        }
    }

    @Test
    void says_in_a_page_or_in_json_that_a_service_is_down() throws IOException {
        assertThat(get("/login")).contains("502", "application/problem+json", "\"status\":502");
        assertThat(send("GET /login HTTP/1.1\r\nHost: l\r\nAccept: text/html\r\nConnection: close\r\n\r\n"))
                .contains("502", "Content-Security-Policy", "<html lang=\"en\">", "not answering");
    }

    @Test
    void says_that_a_service_is_down_to_one_who_sends_a_body_too() throws IOException {
        assertThat(send("POST /token HTTP/1.1\r\nHost: l\r\nContent-Length: 3\r\nConnection: close\r\n\r\na=b"))
                .contains("502");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/.well-known", "/internal/users", "/q/health", "/graphql", "/nothing"})
    void knows_no_other_path(String path) throws IOException {
        assertThat(get(path)).contains("HTTP/1.1 404");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//login",
                "/account/../x",
                "/account/%2e%2e/x",
                "/login;x",
                "/account%2fx",
                "/account\\x",
                "/login%00",
                "http://localhost/login",
                "*"
            })
    void refuses_an_ambiguous_target(String target) throws IOException {
        assertThat(get(target)).contains("HTTP/1.1 400");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /login\u0001x HTTP/1.1", "GET /login\tx HTTP/1.1", "CONNECT localhost:80 HTTP/1.1"})
    void refuses_a_request_line_that_is_not_one(String line) throws IOException {
        assertThat(send(line + "\r\nHost: l\r\nConnection: close\r\n\r\n")).contains(" 400 Bad Request");
    }

    @Test
    void refuses_a_request_without_a_host() throws IOException {
        assertThat(send("GET /login HTTP/1.1\r\nConnection: close\r\n\r\n")).contains("HTTP/1.1 400");
    }

    private Stream<String> answers(int count) {
        return IntStream.range(0, count).mapToObj(i -> {
            try {
                return get("/token");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private String post() throws IOException {
        return send("POST /token HTTP/1.1\r\nHost: l\r\nContent-Length: 3\r\nConnection: close\r\n\r\na=b");
    }

    private String get(String target) throws IOException {
        return send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    }

    /** Sends the given bytes unchanged: an HTTP client would correct them. */
    private String send(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A service that answers with its name, the target and the body of the request, and records the headers. */
    private static final class Origin implements AutoCloseable {
        private final HttpServer server;
        private final Map<String, String> headers = new TreeMap<>();
        private final AtomicInteger status = new AtomicInteger(200);

        Origin(String name) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                exchange.getRequestHeaders().forEach((key, values) -> headers.put(key, String.join(",", values)));
                String text = name + ": " + exchange.getRequestURI() + "\n"
                        + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status.get(), text.length());
                exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
                exchange.close();
            });
            server.start();
        }

        URI uri() {
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    /** A service that reads every request and breaks off before it responds. */
    private static final class Broken implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final AtomicInteger requests = new AtomicInteger();

        Broken() throws IOException {
            Thread.ofVirtual().start(this::serve);
        }

        private void serve() {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    requests.incrementAndGet();
                    var _ = socket.getInputStream().read(new byte[1000]);
                } catch (IOException closed) {
                    return;
                }
            }
        }

        URI uri() {
            return URI.create("http://127.0.0.1:" + server.getLocalPort());
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
