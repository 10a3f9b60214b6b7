package dev.albireo.systemtests.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import dev.albireo.systemtests.support.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The documents that the suite publishes for the provider to fetch. */
final class SuiteSite implements AutoCloseable {
    private final Map<String, Document> documents = new ConcurrentHashMap<>();
    private final HttpServer server;

    private record Document(String type, String text) {}

    SuiteSite() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            Document document = documents.get(exchange.getRequestURI().getPath());
            if (document == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                byte[] body = document.text().getBytes(UTF_8);
                exchange.getResponseHeaders().add("Content-Type", document.type());
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
    }

    /** Puts a document there, in place of what was there; its address. */
    String json(String path, Object document) {
        return put(path, "application/json", Json.write(document));
    }

    String jwt(String path, String token) {
        return put(path, "application/jwt", token);
    }

    String uri(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private String put(String path, String type, String text) {
        documents.put(path, new Document(type, text));
        return uri(path);
    }
}
