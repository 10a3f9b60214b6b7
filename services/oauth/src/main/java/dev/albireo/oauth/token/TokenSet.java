package dev.albireo.oauth.token;

import dev.albireo.protocol.OpaqueToken;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The result of redeeming a code or refresh token, decided before and stored by the statement that redeems it.
 *
 * @param scopes scopes of the access token
 * @param audience audience of the access token: the requested resources; empty for the audience of the client
 * @param refresh the refresh token, if any
 * @param access the access token if it is opaque; empty if it is a JWT
 */
record TokenSet(
        List<String> scopes,
        List<String> audience,
        Optional<OpaqueToken> refresh,
        Instant refreshUntil,
        Optional<OpaqueToken> access,
        Instant accessUntil) {
    TokenSet {
        scopes = List.copyOf(scopes);
        audience = List.copyOf(audience);
    }
}
