package dev.albireo.systemtests.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.stream.Collectors;

/** HTTP byte by byte, for requests that no client library would send. */
public final class RawHttp {
    private static final int PATIENCE_MILLIS = 15_000;

    private RawHttp() {}

    public record Response(int status, String text) {}

    /** Sends a GET with any request target. */
    public static Response get(URI server, String target) {
        return exchange(
                server,
                "GET " + target + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\nConnection: close\r\n\r\n");
    }

    /** Sends a POST of JSON with any {@code Host} and any further headers. */
    public static Response postJson(URI server, String path, String host, Map<String, String> headers, String body) {
        String more = headers.entrySet().stream()
                .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
                .collect(Collectors.joining());
        return exchange(
                server,
                "POST " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + more
                        + "Content-Type: application/json\r\nConnection: close\r\nContent-Length: "
                        + body.getBytes(UTF_8).length + "\r\n\r\n" + body);
    }

    /** Sends the bytes as they are and reads until the server closes the connection; an empty answer has status 0. */
    public static Response exchange(URI server, String request) {
        try (Socket socket = new Socket("127.0.0.1", server.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            socket.getOutputStream().flush();
            String text = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            return new Response(text.isEmpty() ? 0 : Integer.parseInt(text.substring(9, 12)), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
