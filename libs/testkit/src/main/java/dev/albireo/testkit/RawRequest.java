package dev.albireo.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;

/** Sends HTTP/1.1 byte by byte, for requests that no client library sends, and for thousands of them in little processor time. */
public final class RawRequest {
    private static final int PATIENCE_MILLIS = 20_000;

    /** The length of a status line up to its code. */
    private static final int STATUS_LINE = 12;

    private RawRequest() {}

    /** Returns the status of the response to this text, which requests the end of the connection; 0 if none arrives. */
    public static int status(int port, String request) {
        String response = response(port, request, STATUS_LINE);
        return response.length() < STATUS_LINE ? 0 : Integer.parseInt(response.substring(9));
    }

    /** Returns the response to this text, which requests the end of the connection, with its header. */
    public static String response(int port, String request) {
        return response(port, request, Integer.MAX_VALUE);
    }

    private static String response(int port, String request, int length) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readNBytes(length), ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException("no response to " + request, e);
        }
    }
}
