package dev.albireo.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.protocol.EgressPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("threat 37: outgoing calls hold no connection beyond their timeout")
class OutgoingClientTest {
    private static final int LIMIT = 1_000;
    private final Vertx vertx = Vertx.vertx();
    private final OutgoingClient client = new OutgoingClient(
            new HostAddressResolver(vertx),
            new EgressPolicy(false, List.of("127.0.0.0/8")),
            new NothingTrusted(),
            vertx);

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void of_forty_calls_to_a_server_that_never_finishes_the_handshake_no_connection_is_left()
            throws IOException, InterruptedException {
        try (Server silent = new Server("")) {
            DocumentFetch fetch = new DocumentFetch(client);
            List<Optional<String>> read = all(IntStream.range(0, 40)
                    .mapToObj(i -> fetch.get(silent.https("/" + i), Duration.ofSeconds(3), LIMIT))
                    .toList());

            assertThat(read).containsOnly(Optional.empty());
            assertThat(silent.accepted).hasPositiveValue();
            assertThat(silent.allClosed()).isTrue();
        }
    }

    @Test
    void nor_of_forty_to_one_that_never_answers() throws IOException, InterruptedException {
        try (Server silent = new Server("")) {
            WebhookPost post = new WebhookPost(client);
            List<PostOutcome> sent = all(IntStream.range(0, 40)
                    .mapToObj(i -> post.send(silent.http("/" + i), Map.of(), "{}", Duration.ofMillis(500)))
                    .toList());

            assertThat(sent).containsOnly(new PostOutcome.TimedOut());
            assertThat(silent.allClosed()).isTrue();
        }
    }

    @Test
    void no_more_than_twenty_calls_are_made_to_one_host_at_a_time() throws IOException, InterruptedException {
        try (Server silent = new Server("")) {
            WebhookPost post = new WebhookPost(client);
            var calls = IntStream.range(0, 40)
                    .mapToObj(i -> post.send(silent.http("/" + i), Map.of(), "{}", Duration.ofSeconds(3))
                            .subscribeAsCompletionStage())
                    .toList();
            new CountDownLatch(1).await(1, TimeUnit.SECONDS);

            assertThat(silent.accepted).hasValue(20);
            calls.forEach(call -> assertThat(call.join()).isEqualTo(new PostOutcome.TimedOut()));
        }
    }

    @Test
    void who_asks_for_a_document_that_is_being_read_waits_for_the_same_answer()
            throws IOException, InterruptedException {
        try (Server server = new Server("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")) {
            DocumentFetch fetch = new DocumentFetch(client);
            List<Optional<String>> read = all(IntStream.range(0, 40)
                    .mapToObj(i -> fetch.get(server.http("/same"), Duration.ofSeconds(5), LIMIT))
                    .toList());

            assertThat(read).containsOnly(Optional.of("{}"));
            assertThat(server.accepted).hasValueLessThan(40);
            assertThat(fetch.get(server.http("/same"), Duration.ofSeconds(5), LIMIT)
                            .await()
                            .atMost(Duration.ofSeconds(10)))
                    .contains("{}");
            assertThat(server.allClosed()).isTrue();
        }
    }

    @Test
    void of_a_hundred_requests_for_the_keys_at_a_server_that_never_answers_no_connection_is_left()
            throws IOException, InterruptedException {
        try (Server silent = new Server("")) {
            DocumentFetch fetch = new DocumentFetch(client);
            Duration delay = Duration.ofSeconds(10);
            KeySetCache cache = new KeySetCache(
                    uri -> fetch.get(URI.create(uri), Duration.ofMillis(500), LIMIT),
                    new KeySetCache.Ages(delay, delay, delay, delay, delay),
                    Clock.systemUTC());
            var read = all(IntStream.range(0, 100)
                    .mapToObj(i -> cache.keys(silent.http("/jwks").toString()))
                    .toList());

            assertThat(read).containsOnly(Optional.empty());
            assertThat(silent.accepted).hasValue(1);
            assertThat(silent.allClosed()).isTrue();
        }
    }

    @Test
    void an_address_that_may_not_be_called_is_not_connected_to() throws IOException {
        try (Server server = new Server("")) {
            WebhookPost post = new WebhookPost(new OutgoingClient(
                    new HostAddressResolver(vertx), new EgressPolicy(false, List.of()), new NothingTrusted(), vertx));
            assertThat(post.send(server.http("/"), Map.of(), "{}", Duration.ofSeconds(1))
                            .await()
                            .atMost(Duration.ofSeconds(10)))
                    .isEqualTo(new PostOutcome.Filtered());
            assertThat(server.accepted).hasValue(0);
        }
    }

    private static <T> List<T> all(List<Uni<T>> calls) {
        return Uni.join().all(calls).andFailFast().await().atMost(Duration.ofSeconds(30));
    }

    /** Accepts every connection, reads what arrives, and answers once or not at all. */
    private static final class Server implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        private final AtomicInteger accepted = new AtomicInteger();
        private final AtomicInteger open = new AtomicInteger();
        private final String answer;

        Server(String answer) throws IOException {
            this.answer = answer;
            Thread.ofVirtual().start(() -> {
                while (!socket.isClosed()) {
                    try {
                        Socket connection = socket.accept();
                        accepted.incrementAndGet();
                        open.incrementAndGet();
                        Thread.ofVirtual().start(() -> serve(connection));
                    } catch (IOException closed) {
                        return;
                    }
                }
            });
        }

        private void serve(Socket connection) {
            try (connection) {
                byte[] some = new byte[4096];
                boolean answered = answer.isEmpty();
                while (connection.getInputStream().read(some) >= 0) {
                    if (!answered) {
                        connection.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                        answered = true;
                    }
                }
            } catch (IOException reset) {
                // The client decides how a connection ends.
            } finally {
                open.decrementAndGet();
            }
        }

        /** Waits until the clients have closed every connection, slightly longer than the limit of a handshake. */
        boolean allClosed() throws InterruptedException {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(8);
            while (open.get() > 0 && System.nanoTime() < end) {
                new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
            }
            return open.get() == 0;
        }

        URI http(String path) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort() + path);
        }

        URI https(String path) {
            return URI.create("https://127.0.0.1:" + socket.getLocalPort() + path);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
