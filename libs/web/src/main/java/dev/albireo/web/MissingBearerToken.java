package dev.albireo.web;

/** Ends a request that brought no access token to an endpoint that needs one (RFC 6750 section 3.1). */
public final class MissingBearerToken extends RuntimeException {
    private static final long serialVersionUID = 1;

    public MissingBearerToken() {
        super("an access token is needed", null, false, false);
    }
}
