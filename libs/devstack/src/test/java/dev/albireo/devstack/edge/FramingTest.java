package dev.albireo.devstack.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.albireo.devstack.config.StackService;
import dev.albireo.devstack.process.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 9112, message framing at the edge")
class FramingTest {
    private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: l\r\n\r\n";
    private final AtomicInteger received = new AtomicInteger();
    private final int port = new Ports(0).firstFree(21_000);
    private final Edge edge = new Edge(port, List.of());
    private HttpServer origin;

    @BeforeEach
    void start() throws IOException {
        origin = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        origin.createContext("/", exchange -> {
            received.incrementAndGet();
            byte[] body = exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        origin.start();
        edge.add(
                StackService.OAUTH,
                URI.create("http://127.0.0.1:" + origin.getAddress().getPort()));
        edge.start();
    }

    @AfterEach
    void stop() {
        edge.close();
        origin.stop(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
                "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
                "Content-Length: 3, 4\r\n\r\nabcd",
                "Content-Length: +3\r\n\r\nabc",
                "Content-Length: -3\r\n\r\nabc",
                "Transfer-Encoding: gzip\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: identity\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                "A: b\rc\r\n\r\n",
                "A: b\nB: c\r\n\r\n",
                "A\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n1;a=\"\r\nX\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n1;a=\"\nX\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n1;a=b\nX\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n0x1\r\nX\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n1\r\nXX\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nX\r\n0\r\n\r\n",
            })
    void what_can_be_read_in_two_ways_is_refused_and_the_connection_closed(String rest) throws IOException {
        String answer = send("POST /token HTTP/1.1\r\nHost: l\r\n" + rest + SMUGGLED);

        assertThat(answer).startsWith("HTTP/1.1 400");
        assertThat(answer.split("HTTP/1\\.1 \\d", -1))
                .as("one response, then the end of the connection")
                .hasSize(2);
        assertThat(received).hasValue(0);
    }

    @Test
    void a_transfer_coding_in_HTTP_1_0_is_refused() throws IOException {
        assertThat(send("POST /token HTTP/1.0\r\nHost: l\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.")
                .contains(" 400 ");
        assertThat(received).hasValue(0);
    }

    @Test
    void a_chunk_extension_is_read_as_one() throws IOException {
        assertThat(send("POST /token HTTP/1.1\r\nHost: l\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "3;name=\"a;b\"\r\nabc\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 200")
                .endsWith("abc");
    }

    @Test
    void a_body_over_the_limit_is_413_however_it_is_framed() throws IOException {
        String large = "x".repeat(BoundedBody.LIMIT + 1);
        String head = "POST /token HTTP/1.1\r\nHost: l\r\n";

        assertThat(send(head + "Content-Length: " + large.length() + "\r\n\r\n" + large))
                .startsWith("HTTP/1.1 413");
        assertThat(send(head + "Content-Length: 9000000000\r\n\r\n")).startsWith("HTTP/1.1 413");
        assertThat(send(head + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(large.length()) + "\r\n"
                        + large + "\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
        assertThat(received).hasValue(0);
    }

    @Test
    void a_body_at_the_limit_passes() throws IOException {
        String body = "x".repeat(BoundedBody.LIMIT);
        assertThat(send("POST /token HTTP/1.1\r\nHost: l\r\nConnection: close\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body))
                .startsWith("HTTP/1.1 200")
                .endsWith(body);
    }

    /** Sends the bytes unchanged and reads until the edge closes the connection. */
    private String send(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
