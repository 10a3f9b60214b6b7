package dev.albireo.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/** Builds requests in wire format. */
final class BenchHttpClient {
    private BenchHttpClient() {}

    static byte[] get(String path, String... headers) {
        return request("GET " + path, headers, "");
    }

    static byte[] form(String path, Map<String, String> fields, String... headers) {
        return request("POST " + path, headers, encode(fields));
    }

    /** Returns the header of {@code client_secret_basic} (RFC 6749 section 2.3.1). */
    static String basic(String client, String secret) {
        return "Authorization: Basic " + Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(US_ASCII));
    }

    static String encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static byte[] request(String line, String[] headers, String body) {
        StringBuilder text = new StringBuilder(line).append(" HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        if (!body.isEmpty()) {
            text.append("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ")
                    .append(body.length())
                    .append("\r\n");
        }
        return text.append("\r\n").append(body).toString().getBytes(US_ASCII);
    }
}
