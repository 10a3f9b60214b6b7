package dev.albireo.protocol;

import java.time.Duration;

/** Ends a request with an OAuth error (RFC 6749 section 5.2). One exception mapper writes the response. */
public final class OAuthRefusal extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final OAuthError error;
    private final Duration wait;

    OAuthRefusal(OAuthError error, String description, Duration wait) {
        super(description, null, false, false);
        this.error = error;
        this.wait = wait;
    }

    public OAuthError error() {
        return error;
    }

    /**
     * Returns the time after which the client may retry, for {@code Retry-After}; zero if the response has no such
     * header.
     */
    public Duration retryAfter() {
        return wait;
    }

    /** Returns the value of {@code error_description}. */
    public String description() {
        return String.valueOf(getMessage());
    }
}
