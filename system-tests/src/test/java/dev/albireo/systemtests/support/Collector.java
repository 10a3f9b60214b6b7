package dev.albireo.systemtests.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Takes the traces that services export (OTLP over HTTP), and keeps what it got byte for byte as well. */
public final class Collector implements AutoCloseable {
    private final HttpServer server;
    private final List<byte[]> bodies = new CopyOnWriteArrayList<>();
    private final List<Seen> spans = new CopyOnWriteArrayList<>();

    /** One span and its service. */
    public record Seen(String service, Span span) {
        public String trace() {
            return HexFormat.of().formatHex(span.getTraceId().toByteArray());
        }

        /** Returns the text of an attribute; empty where there is none. */
        public String text(String attribute) {
            return span.getAttributesList().stream()
                    .filter(pair -> pair.getKey().equals(attribute))
                    .map(pair -> pair.getValue().getStringValue())
                    .findFirst()
                    .orElse("");
        }

        @Override
        public String toString() {
            return service + ": " + span.getKind() + " " + span.getName();
        }
    }

    public Collector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            bodies.add(body);
            ExportTraceServiceRequest.parseFrom(body).getResourceSpansList().forEach(this::keep);
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void keep(ResourceSpans spansOfOne) {
        String service = spansOfOne.getResource().getAttributesList().stream()
                .filter(pair -> pair.getKey().equals("service.name"))
                .map(KeyValue::getValue)
                .map(value -> value.getStringValue())
                .findFirst()
                .orElse("");
        spansOfOne
                .getScopeSpansList()
                .forEach(scope -> scope.getSpansList().forEach(span -> spans.add(new Seen(service, span))));
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Returns the received spans of this trace. */
    public List<Seen> trace(String id) {
        return spans.stream().filter(span -> span.trace().equals(id)).toList();
    }

    public List<Seen> spans() {
        return List.copyOf(spans);
    }

    /** Returns all that came, as text in which a secret would be found. */
    public Stream<String> texts() {
        return bodies.stream().map(body -> new String(body, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
