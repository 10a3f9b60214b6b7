package dev.albireo.admin.owner;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for both owners behind a wire that breaks: creates users, each name once, and answers a command that it knows by its
 * Idempotency-Key as before.
 */
public final class OwnerBehindBrokenWire implements QuarkusTestResourceLifecycleManager {
    private static final Map<String, Answer> ANSWERS = new ConcurrentHashMap<>();
    private static final Map<String, Boolean> NAMES = new ConcurrentHashMap<>();
    private static final List<Request> REQUESTS = new CopyOnWriteArrayList<>();
    private static final AtomicInteger UNAVAILABLE = new AtomicInteger();
    private static final AtomicInteger SLOW = new AtomicInteger();

    /** By key, complete once a command has come that is not slow. */
    private static final Map<String, CompletableFuture<Void>> REPEATED = new ConcurrentHashMap<>();

    private static @Nullable BrokenWire wire;

    private @Nullable HttpServer server;

    /** A command as it arrived. */
    record Request(String body, String key, String actor) {}

    private record Answer(int status, String body) {}

    /** The next answers are lost on their way. */
    static void breakNext(int answers) {
        if (wire != null) {
            wire.breakNext(answers);
        }
    }

    /** The next commands are answered 503 and not carried out. */
    static void unavailableNext(int commands) {
        UNAVAILABLE.set(commands);
    }

    /** The next commands are carried out, and answered when they have come again. */
    static void slowNext(int commands) {
        SLOW.set(commands);
    }

    /** Key and actor of each command that creates this user, in order of arrival. */
    static List<Request> requests(String name) {
        return REQUESTS.stream()
                .filter(request -> request.body().contains('"' + name + '"'))
                .toList();
    }

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/token", OwnerBehindBrokenWire::token);
            server.createContext("/internal/users", OwnerBehindBrokenWire::users);
            server.start();
            wire = BrokenWire.to(server.getAddress().getPort());
            String port = freePort();
            return Map.of(
                    "albireo.oauth-url",
                    "http://127.0.0.1:" + server.getAddress().getPort(),
                    "albireo.credentials-url",
                    "http://127.0.0.1:" + wire.port(),
                    "albireo.development",
                    "true",
                    "albireo.commands.deadline",
                    "PT4S",
                    "quarkus.rest-client.credentials.read-timeout",
                    "700",
                    "quarkus.http.port",
                    port,
                    "quarkus.http.test-port",
                    port,
                    "quarkus.management.test-port",
                    freePort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
        if (wire != null) {
            wire.close();
        }
    }

    private static void token(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        answer(exchange, new Answer(200, "{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":300}"));
    }

    private static void users(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String key = String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
        String actor = String.valueOf(exchange.getRequestHeaders().getFirst("Albireo-Actor"));
        REQUESTS.add(new Request(body, key, actor));
        if (counted(UNAVAILABLE)) {
            answer(exchange, new Answer(503, "{}"));
            return;
        }
        Answer answer = ANSWERS.computeIfAbsent(key, unknown -> create(body));
        boolean slow = counted(SLOW);
        CompletableFuture<Void> repeated = REPEATED.computeIfAbsent(key, first -> new CompletableFuture<>());
        if (slow) {
            repeated.join();
        } else {
            repeated.complete(null);
        }
        answer(exchange, answer);
    }

    private static Answer create(String body) {
        String name = body.replaceAll("(?s).*\"username\":\"([^\"]*)\".*", "$1");
        if (NAMES.putIfAbsent(name, true) != null) {
            return new Answer(409, "{\"type\":\"https://albireo.dev/problems/conflict\",\"detail\":\"taken\"}");
        }
        return new Answer(
                201,
                "{\"subject\":\"00000000-0000-4000-8000-000000000001\",\"username\":\"" + name
                        + "\",\"emailVerified\":false,\"enabled\":true,\"requires2fa\":false,\"choseSecondFactor\":false,"
                        + "\"groups\":[],\"claims\":{},\"totpEnabled\":false,\"createdAt\":\"2026-11-28T10:00:00Z\"}");
    }

    private static boolean counted(AtomicInteger counter) {
        return counter.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    private static void answer(HttpExchange exchange, Answer answer) throws IOException {
        byte[] bytes = answer.body().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        }
    }
}
