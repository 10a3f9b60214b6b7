package dev.albireo.web;

import dev.albireo.protocol.OAuthError;
import java.util.Optional;

/** The values of {@code WWW-Authenticate}, which every response with status 401 has (RFC 9110 section 15.5.2). */
final class WwwAuthenticate {
    /** RFC 6750 section 3, for a request without a token. */
    static final String BEARER = "Bearer realm=\"albireo\"";

    /** RFC 6750 section 3.1. */
    static final String INVALID_TOKEN = "Bearer realm=\"albireo\", error=\"invalid_token\"";

    /** No scheme is registered for a session cookie; this name is that of the Internet-Draft draft-broyer-http-cookie-auth. */
    private static final String COOKIE = "Cookie realm=\"albireo\", form-action=\"/login\"";

    private WwwAuthenticate() {}

    /** Returns the challenge of an OAuth error, if it has one. */
    static Optional<String> of(OAuthError error) {
        return switch (error) {
            case INVALID_CLIENT -> Optional.of("Basic realm=\"albireo\", error=\"invalid_client\"");
            case INVALID_TOKEN, INSUFFICIENT_SCOPE ->
                Optional.of("Bearer realm=\"albireo\", error=\"" + error.code() + "\"");
            default -> Optional.empty();
        };
    }

    /** Returns the challenge of a response without one: a token for services, a session for browsers. */
    static String at(String path) {
        return path.startsWith("/internal/") ? BEARER : COOKIE;
    }
}
