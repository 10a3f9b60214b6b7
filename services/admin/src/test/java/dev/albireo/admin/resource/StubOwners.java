package dev.albireo.admin.resource;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A stand-in for both owners and for {@code /token}: echoes requests, and rejects ids that are named accordingly. */
public final class StubOwners implements QuarkusTestResourceLifecycleManager {
    private static final ObjectMapper JSON = new ObjectMapper();

    private @Nullable HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/token", StubOwners::token);
            server.createContext("/internal/resources/", StubOwners::resource);
            server.createContext("/internal/initial-access-tokens", StubOwners::initialTokens);
            server.start();
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            String port = Integer.toString(freePort());
            return Map.of(
                    "albireo.oauth-url", url,
                    "albireo.credentials-url", url,
                    "albireo.development", "true",
                    "quarkus.http.port", port,
                    "quarkus.http.test-port", port,
                    "quarkus.management.test-port", Integer.toString(freePort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    private static void token(HttpExchange exchange) throws IOException {
        String scope =
                new String(exchange.getRequestBody().readAllBytes(), UTF_8).contains("oauth") ? "oauth" : "credentials";
        answer(
                exchange,
                200,
                object().put("access_token", scope).put("token_type", "Bearer").put("expires_in", 300));
    }

    private static void resource(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/", -1);
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String id = path.length > 4 ? path[4] : "";
        if (id.equals("refused")) {
            answer(
                    exchange,
                    422,
                    object().put("type", "https://albireo.dev/problems/unprocessable")
                            .put("detail", "secret must be a string")
                            .put("field", "secret"));
        } else if (id.equals("unknown")) {
            answer(exchange, 404, object().put("detail", "client not found"));
        } else if (id.equals("broken")) {
            answer(exchange, 500, object());
        } else if (path.length > 5) {
            String overlap = JSON.readTree(body).path("overlap").asText("");
            answer(
                    exchange,
                    200,
                    object().put("clientId", id)
                            .put("secret", "cs_" + overlap)
                            .put("previousUntil", "2026-11-23T10:00:00Z"));
        } else if (id.isEmpty()) {
            answer(
                    exchange,
                    200,
                    object().put("next", "a")
                            .set("items", object().arrayNode().add(shown(exchange, path[3], "a", ""))));
        } else {
            exchange.getResponseHeaders().set("ETag", "W/\"1\"");
            answer(exchange, exchange.getRequestMethod().equals("PUT") ? 201 : 200, shown(exchange, path[3], id, body));
        }
    }

    private static void initialTokens(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        ObjectNode token = object().put("id", "7")
                .put("label", JSON.readTree(body).path("label").asText("Partners"))
                .put("issuedBy", "admin")
                .put("issuedAt", "2026-11-22T10:00:00Z")
                .put("expiresAt", "2026-11-23T10:00:00Z")
                .put("clients", JSON.readTree(body).path("clients").asInt(1))
                .put("registered", 0);
        if (path.contains("unknown")) {
            answer(exchange, 404, object().put("detail", "initial access token not found"));
        } else if (path.endsWith("/revoke")) {
            answer(exchange, 200, token.put("revokedAt", "2026-11-22T11:00:00Z"));
        } else if (exchange.getRequestMethod().equals("GET")) {
            answer(exchange, 200, object().set("items", object().arrayNode().add(token)));
        } else {
            answer(
                    exchange,
                    201,
                    token.put(
                            "token",
                            "it_" + JSON.readTree(body).path("lifetime").asText("")));
        }
    }

    private static ObjectNode shown(HttpExchange exchange, String type, String id, String body) throws IOException {
        ObjectNode shown = object();
        if (!body.isEmpty()) {
            shown.set("sent", JSON.readTree(body));
        }
        return shown.put("resourceType", type)
                .put("id", id)
                .put("by", exchange.getRequestMethod())
                .put("query", exchange.getRequestURI().getQuery())
                .put("token", exchange.getRequestHeaders().getFirst("Authorization"))
                .put("ifMatch", exchange.getRequestHeaders().getFirst("If-Match"));
    }

    private static void answer(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
