package dev.albireo.devstack.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.albireo.devstack.process.Poll;
import dev.albireo.devstack.process.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("One address for several processes")
class BalancerTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Test
    void new_connections_go_to_a_ready_instance_that_accepts_them() throws IOException {
        AtomicInteger readiness = new AtomicInteger(200);
        HttpServer first = process("first", readiness);
        HttpServer second = process("second", new AtomicInteger(200));
        try (Balancer balancer = new Balancer(new Ports(0).firstFree(21_500))) {
            balancer.add(uri(first), uri(first).resolve("/ready"))
                    .add(uri(second), uri(second).resolve("/ready"));
            balancer.start();

            assertThat(answers(balancer)).containsExactlyInAnyOrder("first", "second");
            readiness.set(503);
            assertThat(Poll.until(LIMIT, () -> answers(balancer).equals(Set.of("second"))))
                    .isTrue();
            readiness.set(200);
            assertThat(Poll.until(LIMIT, () -> answers(balancer).size() == 2)).isTrue();
            first.stop(0);
            assertThat(answers(balancer)).containsExactly("second");
        } finally {
            first.stop(0);
            second.stop(0);
        }
    }

    private static HttpServer process(String name, AtomicInteger readiness) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            int status = exchange.getRequestURI().getPath().equals("/ready") ? readiness.get() : 200;
            byte[] body = name.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static URI uri(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Returns the answers, each over its own connection. */
    private static Set<String> answers(Balancer balancer) {
        Set<String> answers = new HashSet<>();
        for (int i = 0; i < 6; i++) {
            try (HttpClient client = HttpClient.newHttpClient()) {
                answers.add(client.send(HttpRequest.newBuilder(balancer.uri()).build(), BodyHandlers.ofString())
                        .body());
            } catch (IOException e) {
                throw new AssertionError(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
        return answers;
    }
}
