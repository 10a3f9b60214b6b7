package dev.albireo.oauth.token;

import dev.albireo.protocol.Opaque;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a code or refresh token is spent for, decided before: written down in the statement that spends it.
 *
 * @param scopes of the access token
 * @param audience of the access token: the resources it was asked for; empty for whoever its client's tokens are for
 * @param refresh the refresh token that comes with it
 * @param access the access token where it is opaque; empty where it is a JWT
 */
record Yield(
        List<String> scopes,
        List<String> audience,
        Optional<Opaque> refresh,
        Instant refreshUntil,
        Optional<Opaque> access,
        Instant accessUntil) {
    Yield {
        scopes = List.copyOf(scopes);
        audience = List.copyOf(audience);
    }
}
