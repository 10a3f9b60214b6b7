package dev.albireo.web;

/** Ends a request without an access token to an endpoint that requires one (RFC 6750 section 3.1). */
public final class MissingBearerToken extends RuntimeException {
    private static final long serialVersionUID = 1;

    public MissingBearerToken() {
        super("an access token is required", null, false, false);
    }
}
