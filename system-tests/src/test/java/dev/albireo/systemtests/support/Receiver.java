package dev.albireo.systemtests.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/** A receiver of webhooks: a real HTTP server on loopback with configurable behaviour. */
public final class Receiver implements AutoCloseable {
    /** How it answers. */
    public enum Manner {
        GOOD,
        /** Holds the answer until it behaves in another manner, or is closed. */
        SLOW,
        FAILING,
        REDIRECTING,
        /** An answer whose body never ends. */
        ENDLESS
    }

    /** A received request. */
    public record Delivery(String method, Headers headers, String body) {
        public JsonNode json() {
            return Json.parse(body);
        }

        public String code() {
            return json().get("token").asText();
        }

        public String header(String name) {
            return String.valueOf(headers.getFirst(name));
        }
    }

    private final HttpServer server;
    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private final List<String> strays = new CopyOnWriteArrayList<>();
    private final AtomicReference<Manner> manner = new AtomicReference<>(Manner.GOOD);
    private final AtomicReference<CountDownLatch> held = new AtomicReference<>(new CountDownLatch(1));
    private final CountDownLatch closed = new CountDownLatch(1);

    public Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/otp", this::receive);
        server.createContext("/elsewhere", exchange -> {
            strays.add(exchange.getRequestURI().toString());
            answer(exchange, 200);
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/otp");
    }

    public void behave(Manner how) {
        manner.set(how);
        held.getAndSet(new CountDownLatch(1)).countDown();
    }

    public List<Delivery> deliveries() {
        return List.copyOf(deliveries);
    }

    /** Deliveries for this user, by the resource's id. */
    public List<Delivery> to(String id) {
        return deliveries.stream()
                .filter(delivery -> delivery.json().at("/user/id").asText().equals(id))
                .toList();
    }

    /** Requests that came to where a redirect pointed. */
    public List<String> strays() {
        return List.copyOf(strays);
    }

    @Override
    public void close() {
        closed.countDown();
        held.get().countDown();
        server.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        deliveries.add(new Delivery(exchange.getRequestMethod(), exchange.getRequestHeaders(), body));
        switch (manner.get()) {
            case GOOD -> answer(exchange, 200);
            case FAILING -> answer(exchange, 500);
            case REDIRECTING -> {
                exchange.getResponseHeaders()
                        .add("Location", uri().resolve("/elsewhere").toString());
                answer(exchange, 307);
            }
            case SLOW -> {
                hold();
                answer(exchange, 200);
            }
            case ENDLESS -> {
                exchange.sendResponseHeaders(200, 0);
                pourOut(exchange);
            }
        }
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private void pourOut(HttpExchange exchange) {
        try (OutputStream out = exchange.getResponseBody()) {
            byte[] block = new byte[8192];
            while (closed.getCount() > 0) {
                out.write(block);
            }
        } catch (IOException hungUp) {
            exchange.close();
        }
    }

    private void hold() {
        try {
            held.get().await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
