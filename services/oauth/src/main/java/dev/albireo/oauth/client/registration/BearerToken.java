package dev.albireo.oauth.client.registration;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the bearer token of a request (RFC 6750 section 2.1). */
final class BearerToken {
    private static final String SCHEME = "Bearer ";

    private BearerToken() {}

    /** Returns the token of this header; empty if there is none of this scheme. */
    static Optional<String> of(@Nullable String authorization) {
        return Optional.ofNullable(authorization)
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> header.substring(SCHEME.length()).strip())
                .filter(token -> !token.isEmpty());
    }
}
