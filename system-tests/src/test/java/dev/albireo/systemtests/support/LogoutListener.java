package dev.albireo.systemtests.support;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** Clients that are notified of logouts: a real HTTP server on loopback, each client at a path of its own, with configurable behaviour. */
public final class LogoutListener implements AutoCloseable {
    /** How a client answers. */
    public enum Manner {
        GOOD,
        /** Holds the answer until this is closed. */
        SLOW,
        FAILING,
        /** Wants no more of this. */
        GONE
    }

    /** A received request. */
    public record Heard(String method, URI uri, Optional<JWTClaimsSet> token, String body) {}

    private final HttpServer server;
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final Map<String, Manner> manners = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    public LogoutListener() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::receive);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public String uri(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    public void behave(String path, Manner how) {
        manners.put(path, how);
    }

    /** Everything, in the order it came. */
    public List<Heard> heard() {
        return List.copyOf(heard);
    }

    public List<Heard> at(String path) {
        return heard.stream().filter(one -> one.uri().getPath().equals(path)).toList();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        heard.add(new Heard(exchange.getRequestMethod(), exchange.getRequestURI(), token(body), body));
        switch (manners.getOrDefault(exchange.getRequestURI().getPath(), Manner.GOOD)) {
            case GOOD -> answer(exchange, 200);
            case FAILING -> answer(exchange, 500);
            case GONE -> answer(exchange, 410);
            case SLOW -> {
                awaitClosed();
                answer(exchange, 200);
            }
        }
    }

    private static Optional<JWTClaimsSet> token(String body) {
        if (!body.startsWith("logout_token=")) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    SignedJWT.parse(body.substring("logout_token=".length())).getJWTClaimsSet());
        } catch (ParseException e) {
            throw new AssertionError(body, e);
        }
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        byte[] page = "<!DOCTYPE html><title>The application</title>".getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/html");
        exchange.sendResponseHeaders(status, page.length);
        exchange.getResponseBody().write(page);
        exchange.close();
    }

    private void awaitClosed() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
