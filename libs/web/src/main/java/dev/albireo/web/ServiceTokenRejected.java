package dev.albireo.web;

/** Another service rejected the access token of this service (RFC 6750 section 3.1), and has done nothing. */
public final class ServiceTokenRejected extends RuntimeException {
    private static final long serialVersionUID = 1;

    ServiceTokenRejected() {
        super("the called service rejected the access token of this service");
    }
}
