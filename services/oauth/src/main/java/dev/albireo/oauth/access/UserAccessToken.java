package dev.albireo.oauth.access;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The verified content of an access token of a user's grant.
 *
 * @param grant the grant it belongs to
 * @param audience empty for the audience of the client
 */
public record UserAccessToken(
        UUID grant, String client, List<String> scopes, List<String> audience, Instant issuedAt, Instant expiresAt)
        implements AccessToken {
    public UserAccessToken {
        scopes = List.copyOf(scopes);
        audience = List.copyOf(audience);
    }
}
