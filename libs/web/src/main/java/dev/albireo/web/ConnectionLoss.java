package dev.albireo.web;

import io.vertx.core.http.HttpClosedException;
import java.net.SocketException;

/**
 * Distinguishes a call whose connection was lost, as when the process at its other end is replaced, from one that was answered or timed
 * out. An idempotent call is then repeated, and reaches another process.
 */
public final class ConnectionLoss {
    private ConnectionLoss() {}

    /** Returns whether the connection was refused, reset or closed before the response. */
    public static boolean is(Throwable failure) {
        return ExceptionCauses.of(failure)
                .anyMatch(cause -> cause instanceof SocketException || cause instanceof HttpClosedException);
    }
}
