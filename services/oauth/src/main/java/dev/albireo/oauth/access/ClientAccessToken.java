package dev.albireo.oauth.access;

import java.time.Instant;
import java.util.List;

/**
 * The content of a token that a client has for itself (RFC 6749 section 4.4): it has no user, and depends on the client alone.
 *
 * @param id identifies it for revocation: the hash of an opaque one, the {@code jti} of a JWT
 */
public record ClientAccessToken(
        String id, String client, List<String> scopes, List<String> audience, Instant issuedAt, Instant expiresAt)
        implements AccessToken {
    public ClientAccessToken {
        scopes = List.copyOf(scopes);
        audience = List.copyOf(audience);
    }
}
