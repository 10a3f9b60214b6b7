package dev.albireo.testkit;

import dev.albireo.testkit.RestEndpoints.RestEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Sends requests whose header fields are missing, empty, repeated or malformed to each endpoint (RFC 9110 section 5.5), without
 * credentials. Without {@code Host} the response has the status 400 (RFC 9112 section 3.2). No response may have a status of 500 or more,
 * none may be missing, and no request may write a stack trace to the log.
 */
public final class HeaderTable {
    private static final String FORM = "application/x-www-form-urlencoded";

    private static final List<String> NAMES = List.of(
            "Content-Type",
            "Accept",
            "Accept-Language",
            "Accept-Encoding",
            "Content-Encoding",
            "Authorization",
            "Cookie",
            "Origin",
            "Sec-Fetch-Site",
            "X-Forwarded-For",
            "X-Forwarded-Proto",
            "X-Forwarded-Host",
            "Forwarded",
            "If-Match",
            "If-None-Match",
            "If-Modified-Since",
            "Range",
            "traceparent",
            "DPoP",
            "X-HTTP-Method-Override");

    /** {@code #} stands for the name of the header. */
    private static final List<String> LINES = List.of(
            "#:", "#: ;,\"", "#: a=;b/c d", "#: Basic Bearer =", "#: \u00e9\u00ff", "#:\r\n#: x/y", "#: x/y\r\n#: x/y");

    private static final List<String> CONTENT_TYPES = List.of(
            FORM,
            FORM + ";charset=UTF-8",
            FORM + ";charset=nope",
            FORM + "x",
            FORM + ";",
            FORM.toUpperCase(java.util.Locale.ROOT),
            "application/json;charset=nope",
            "application/json;charset=UTF-16",
            "text/html;charset=\"",
            "*/*",
            "multipart/form-data");

    private static final List<String> VERSIONS = List.of("HTTP/1.0", "HTTP/1.1");

    private final int port;

    public HeaderTable(int port) {
        this.port = port;
    }

    /** Returns the faults: one line for each request that failed with a fault, and for each stack trace in the log. */
    public List<String> faults(List<RestEndpoint> endpoints) {
        Traces traces = new Traces();
        Logger root = Logger.getLogger("");
        root.addHandler(traces);
        try {
            List<String> faults = new ArrayList<>();
            endpoints.forEach(endpoint -> {
                VERSIONS.forEach(version -> checkWithoutHost(endpoint, version, faults));
                lines().forEach(lines -> check(endpoint.method(), endpoint.path(), lines, faults));
                if (endpoint.method().equals("GET")) {
                    contentTypes().forEach(lines -> check("HEAD", endpoint.path(), lines, faults));
                    contentTypes().forEach(lines -> check("OPTIONS", endpoint.path(), lines, faults));
                }
            });
            faults.addAll(traces.seen);
            return faults;
        } finally {
            root.removeHandler(traces);
        }
    }

    private static Stream<String> lines() {
        return Stream.concat(
                NAMES.stream().flatMap(name -> LINES.stream().map(line -> line.replace("#", name))), contentTypes());
    }

    private static Stream<String> contentTypes() {
        return Stream.concat(CONTENT_TYPES.stream().map(type -> "Content-Type: " + type), Stream.of("X-None: x"));
    }

    private void check(String method, String path, String lines, List<String> faults) {
        int status = status(method, path, lines);
        if (status >= 500 || status < 200) {
            String shown = lines.length() > 100 ? lines.substring(0, 100) + "..." : lines;
            faults.add(method + " " + path + " with " + shown.replace("\r\n", " | ") + " is answered with " + status);
        }
    }

    private void checkWithoutHost(RestEndpoint endpoint, String version, List<String> faults) {
        int status = RawRequest.status(
                port, endpoint.method() + " " + endpoint.path() + " " + version + "\r\nConnection: close\r\n\r\n");
        if (status != 400) {
            faults.add(endpoint.method() + " " + endpoint.path() + " without Host in " + version + " is answered with "
                    + status);
        }
    }

    private int status(String method, String path, String lines) {
        String body = method.equals("GET") || method.equals("HEAD") ? "" : "Content-Length: 3\r\n";
        String request = method + " " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n" + body
                + "Connection: close\r\n" + lines + "\r\n\r\n" + (body.isEmpty() ? "" : "a=b");
        return RawRequest.status(port, request);
    }

    /** Records the stack traces that are logged while it is attached, except those that no request of the table causes. */
    private static final class Traces extends Handler {
        /** Log records caused by a slow machine, or by the broker that tests of one service do not have. */
        private static final List<String> OF_THE_SURROUNDINGS = List.of(
                "io.vertx.core.impl.BlockedThreadChecker", "io.smallrye.reactive.messaging.kafka", "org.apache.kafka");

        private final List<String> seen = java.util.Collections.synchronizedList(new ArrayList<>());

        @Override
        public void publish(LogRecord entry) {
            Throwable thrown = entry.getThrown();
            if (thrown != null && OF_THE_SURROUNDINGS.stream().noneMatch(entry.getLoggerName()::startsWith)) {
                seen.add("stack trace in the log: " + entry.getLoggerName() + " " + entry.getMessage() + " " + thrown);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
