package dev.albireo.protocol;

/** Ends a request with an OAuth error (RFC 6749 section 5.2). Written to the wire in one place. */
public final class OAuthRefusal extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final OAuthError error;

    OAuthRefusal(OAuthError error, String description) {
        super(description, null, false, false);
        this.error = error;
    }

    public OAuthError error() {
        return error;
    }

    /** The value of {@code error_description}. */
    public String description() {
        return String.valueOf(getMessage());
    }
}
