package dev.albireo.web;

import io.vertx.core.http.HttpClosedException;
import java.net.SocketException;

/**
 * Tells a call whose connection went away, as it does when the process at its other end is replaced, from one that was answered or took too
 * long. What may be done twice is tried again then, and reaches another process.
 */
public final class Unanswered {
    private Unanswered() {}

    /** Whether the connection was refused, reset or closed before the answer came. */
    public static boolean is(Throwable failure) {
        return Causes.of(failure)
                .anyMatch(cause -> cause instanceof SocketException || cause instanceof HttpClosedException);
    }
}
