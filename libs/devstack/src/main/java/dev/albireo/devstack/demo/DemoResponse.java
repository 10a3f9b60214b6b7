package dev.albireo.devstack.demo;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** A complete response, created on any thread and sent on the request's own. */
record DemoResponse(int status, Map<String, String> headers, Buffer body) {
    private static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    static DemoResponse page(int status, String html) {
        return new DemoResponse(
                status,
                Map.of(
                        "Content-Type", "text/html; charset=utf-8",
                        "Content-Security-Policy", POLICY,
                        "X-Content-Type-Options", "nosniff",
                        "Referrer-Policy", "no-referrer",
                        "Cache-Control", "no-store"),
                Buffer.buffer(html));
    }

    static DemoResponse asset(String type, byte[] content) {
        return new DemoResponse(
                200,
                Map.of("Content-Type", type, "X-Content-Type-Options", "nosniff", "Cache-Control", "no-cache"),
                Buffer.buffer(content));
    }

    static DemoResponse redirect(URI target) {
        return new DemoResponse(
                303, Map.of("Location", target.toString(), "Cache-Control", "no-store"), Buffer.buffer());
    }

    static DemoResponse plain(int status, String text) {
        return new DemoResponse(
                status, Map.of("Content-Type", "text/plain; charset=utf-8"), Buffer.buffer(text + "\n"));
    }

    DemoResponse with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new DemoResponse(status, more, body);
    }

    void send(HttpServerRequest request) {
        request.response().setStatusCode(status).headers().addAll(headers);
        request.response().end(body);
    }
}
