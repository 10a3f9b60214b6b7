package dev.albireo.protocol;

import java.time.Duration;

/** Ends a request with an OAuth error (RFC 6749 section 5.2). Written to the wire in one place. */
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

    /** After which time it is worth another try, as {@code Retry-After} says it; zero where that says nothing. */
    public Duration retryAfter() {
        return wait;
    }

    /** The value of {@code error_description}. */
    public String description() {
        return String.valueOf(getMessage());
    }
}
