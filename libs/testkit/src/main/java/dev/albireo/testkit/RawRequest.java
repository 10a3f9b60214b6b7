package dev.albireo.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;

/** Sends HTTP/1.1 byte by byte, for requests that no client library sends. */
public final class RawRequest {
    private static final int PATIENCE_MILLIS = 20_000;

    private RawRequest() {}

    /** Returns the status of the response to this text, which requests the end of the connection; 0 if none arrives. */
    public static int status(int port, String request) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            String response = new String(socket.getInputStream().readNBytes(12), ISO_8859_1);
            return response.length() < 12 ? 0 : Integer.parseInt(response.substring(9));
        } catch (IOException e) {
            throw new UncheckedIOException("no response to " + request, e);
        }
    }
}
