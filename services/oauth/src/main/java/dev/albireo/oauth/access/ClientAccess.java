package dev.albireo.oauth.access;

import java.time.Instant;
import java.util.List;

/**
 * What a token says that a client has for itself (RFC 6749 section 4.4): no person is behind it, and it lives by its client alone.
 *
 * @param id by which it is revoked: the hash of an opaque one, the {@code jti} of a JWT
 */
public record ClientAccess(
        String id, String client, List<String> scopes, List<String> audience, Instant issuedAt, Instant expiresAt)
        implements AccessToken {
    public ClientAccess {
        scopes = List.copyOf(scopes);
        audience = List.copyOf(audience);
    }
}
