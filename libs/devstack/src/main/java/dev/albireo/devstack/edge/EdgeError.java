package dev.albireo.devstack.edge;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** The responses of the edge itself: a small page for browsers, a problem document (RFC 9457) for other clients. */
enum EdgeError {
    BAD_TARGET(400, "This address is not accepted", "The path or the Host header is ambiguous."),
    BAD_FRAMING(400, "This request is not accepted", "The framing of the body is ambiguous (RFC 9112 section 6.3)."),
    BODY_TOO_LARGE(413, "This request is too large", "The limit is 64 KiB."),
    NOT_FOUND(404, "Page not found", "Check the address, or start at the demo application: /demo"),
    SERVICE_DOWN(
            502, "This service is not answering", "It may be starting. Wait a few seconds, then load the page again.");

    private static final Map<String, String> PAGE_HEADERS = Map.of(
            "Content-Type", "text/html; charset=utf-8",
            "Content-Security-Policy", "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options", "nosniff",
            "Cache-Control", "no-store");

    private static final Map<String, String> JSON_HEADERS =
            Map.of("Content-Type", "application/problem+json", "Cache-Control", "no-store");

    private final int status;
    private final String title;
    private final String advice;

    EdgeError(int status, String title, String advice) {
        this.status = status;
        this.title = title;
        this.advice = advice;
    }

    int status() {
        return status;
    }

    /** Returns the headers of the {@link #body}. */
    Map<String, String> headers(HttpServerRequest request) {
        return acceptsHtml(request) ? PAGE_HEADERS : JSON_HEADERS;
    }

    /** Contains constant text only; nothing of the request is repeated. */
    Buffer body(HttpServerRequest request, String detail) {
        if (acceptsHtml(request)) {
            return Buffer.buffer("""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%1$s</title>
            <link rel="stylesheet" href="/demo/assets/demo.css">
            </head>
            <body class="narrow">
            <main class="card">
            <h1>%1$s</h1>
            <p>%2$s</p>
            <p><a href="/account">Go to your account</a></p>
            </main>
            </body>
            </html>
            """.formatted(title, advice));
        }
        return new JsonObject()
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .toBuffer();
    }

    Buffer body(HttpServerRequest request) {
        return body(request, advice);
    }

    /** Ends the request with this response. */
    void send(HttpServerRequest request, String detail) {
        request.response().setStatusCode(status).headers().addAll(headers(request));
        request.response().end(body(request, detail));
    }

    void send(HttpServerRequest request) {
        send(request, advice);
    }

    private static boolean acceptsHtml(HttpServerRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.contains("text/html");
    }
}
