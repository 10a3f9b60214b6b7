package dev.albireo.testkit;

import dev.albireo.testkit.RestEndpoints.RestEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Sends requests whose header fields are missing, empty, repeated or malformed to each endpoint (RFC 9110 section 5.5), without
 * credentials. Without {@code Host} the response has the status 400 (RFC 9112 section 3.2). No response may have a status of 500 or more,
 * none may be missing, and no request may write a stack trace to the log.
 */
public final class HeaderTable {
    /** The interim response to {@code Expect: 100-continue} (RFC 9110 section 10.1.1); the final one is not read. */
    private static final int CONTINUE = 100;

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
            "X-Forwarded-Port",
            "X-Forwarded-Prefix",
            "X-Forwarded-Ssl",
            "Forwarded",
            "If-Match",
            "If-None-Match",
            "If-Modified-Since",
            "If-Unmodified-Since",
            "If-Range",
            "Range",
            "Expect",
            "Prefer",
            "traceparent",
            "tracestate",
            "baggage",
            "DPoP",
            "Idempotency-Key",
            "Albireo-Actor",
            "X-HTTP-Method-Override");

    /** {@code #} stands for the name of the header. */
    private static final List<String> LINES = List.of(
            "#:", "#: ;,\"", "#: a=;b/c d", "#: Basic Bearer =", "#: \u00e9\u00ff", "#:\r\n#: x/y", "#: x/y\r\n#: x/y");

    /** Fields that are malformed only for some headers. */
    private static final List<String> FIELDS = List.of(
            "Cookie: =; ;=x; albireo-session; albireo-session=; albireo-browser=\"a; a=b=c; \u00e9=\u00ff",
            "Cookie: albireo-session=se_x.y; albireo-session=se_y.x",
            "Cookie: " + "a=b; ".repeat(500),
            "Accept: text/html;q=2, */*;q=-1, ;q=0",
            "Accept-Language: *-*, de-;q=x, " + "a".repeat(300),
            "Forwarded: for=\"[::1\";proto=;host=\"",
            "X-Forwarded-For: 999.1.1.1, [::1, unknown, _hidden",
            "X-Forwarded-Port: -1",
            "X-Forwarded-Host: a/b?c#d",
            "X-Forwarded-Proto: https,http;javascript",
            "Range: bytes=9-1,-,x-,18446744073709551616-",
            "If-None-Match: W/\"a, \"b",
            "If-Modified-Since: Thu, 31 Feb 2026 25:61:61 GMT",
            "If-Match: *, W/\"x\"",
            "Expect: 100-continue",
            "Expect: 200-ok",
            "Origin: null",
            "Origin: http://[::1",
            "traceparent: 00-00000000000000000000000000000000-0000000000000000-ff",
            "baggage: a=%zz,=,;",
            "DPoP: a.b.c",
            "Authorization: Bearer a.b.c",
            "Authorization: Basic =",
            "Authorization: Basic Og==",
            "Authorization: DPoP x",
            "Idempotency-Key: " + "x".repeat(5_000),
            "Albireo-Actor: a.b.c");

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

    private static final int SHARE = 25;

    private static final List<String> VERSIONS = List.of("HTTP/1.0", "HTTP/1.1");

    private final int port;

    public HeaderTable(int port) {
        this.port = port;
    }

    /**
     * Returns the faults: one line for each request that failed with a fault, and for each stack trace in the log. Filters read most headers
     * before any endpoint does, so an endpoint gets every 25th line of the table, and the next endpoint the ones after them.
     */
    public List<String> faults(List<RestEndpoint> endpoints) {
        List<String> all = lines().toList();
        return watched(faults -> IntStream.range(0, endpoints.size()).forEach(place -> {
            RestEndpoint endpoint = endpoints.get(place);
            VERSIONS.forEach(version -> checkWithoutHost(endpoint, version, faults));
            share(all, place).forEach(lines -> check(endpoint.method(), endpoint.path(), lines, faults));
            if (endpoint.method().equals("GET")) {
                List<String> types = contentTypes().toList();
                check("HEAD", endpoint.path(), types.get(place % types.size()), faults);
                check("OPTIONS", endpoint.path(), types.get((place + 1) % types.size()), faults);
            }
        }));
    }

    /**
     * Returns the faults of the same requests with valid credentials, in turn with an empty JSON object and with a form.
     *
     * @param credentials the header lines for an endpoint, each with its line end
     */
    public List<String> faults(List<RestEndpoint> endpoints, Function<RestEndpoint, String> credentials) {
        List<String> all = lines().toList();
        return watched(faults -> IntStream.range(0, endpoints.size()).forEach(place -> {
            RestEndpoint endpoint = endpoints.get(place);
            String valid = credentials.apply(endpoint);
            List<String> share = share(all, place);
            for (int i = 0; i < share.size(); i++) {
                String lines = share.get(i);
                Content content = Content.values()[i % 2];
                int status = status(endpoint.method(), endpoint.path(), valid + content.type(lines) + lines, content);
                checkStatus(endpoint.method(), endpoint.path(), "credentials and " + lines, status, faults);
            }
        }));
    }

    private enum Content {
        JSON("{}", "application/json"),
        FORM("a=b", HeaderTable.FORM);

        private final String body;
        private final String type;

        Content(String body, String type) {
            this.body = body;
            this.type = type;
        }

        /** Returns the header line of its type unless the request has another. */
        String type(String lines) {
            return lines.startsWith("Content-Type") ? "" : "Content-Type: " + type + "\r\n";
        }
    }

    private static List<String> share(List<String> all, int place) {
        return IntStream.range(0, all.size())
                .filter(i -> i % SHARE == place % SHARE)
                .mapToObj(all::get)
                .toList();
    }

    private static List<String> watched(Consumer<List<String>> requests) {
        Traces traces = new Traces();
        Logger root = Logger.getLogger("");
        root.addHandler(traces);
        try {
            List<String> faults = new ArrayList<>();
            requests.accept(faults);
            faults.addAll(traces.seen);
            return faults;
        } finally {
            root.removeHandler(traces);
        }
    }

    private static Stream<String> lines() {
        return Stream.of(
                        NAMES.stream().flatMap(name -> LINES.stream().map(line -> line.replace("#", name))),
                        FIELDS.stream(),
                        contentTypes())
                .flatMap(some -> some);
    }

    private static Stream<String> contentTypes() {
        return Stream.concat(CONTENT_TYPES.stream().map(type -> "Content-Type: " + type), Stream.of("X-None: x"));
    }

    private void check(String method, String path, String lines, List<String> faults) {
        checkStatus(method, path, lines, status(method, path, lines, Content.FORM), faults);
    }

    private static void checkStatus(String method, String path, String lines, int status, List<String> faults) {
        if (status >= 500 || (status < 200 && status != CONTINUE)) {
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

    private int status(String method, String path, String lines, Content content) {
        boolean empty = method.equals("GET") || method.equals("HEAD");
        String length = empty ? "" : "Content-Length: " + content.body.length() + "\r\n";
        String request = method + " " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n" + length
                + "Connection: close\r\n" + lines + "\r\n\r\n" + (empty ? "" : content.body);
        return RawRequest.status(port, request);
    }

    /** Records the stack traces that are logged while it is attached, except those that no request of the table causes. */
    private static final class Traces extends Handler {
        /** Log records caused by a slow machine, or by the broker and services that tests of one service do not have. */
        private static final List<String> OF_THE_SURROUNDINGS = List.of(
                "io.vertx.core.impl.BlockedThreadChecker",
                "io.smallrye.reactive.messaging.kafka",
                "org.apache.kafka",
                "io.quarkus.oidc.client");

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
