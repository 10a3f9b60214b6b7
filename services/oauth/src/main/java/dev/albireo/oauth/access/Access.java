package dev.albireo.oauth.access;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a token says that a person's grant stands behind.
 *
 * @param grant what it lives by
 * @param audience empty for whoever its client's tokens are for
 */
public record Access(
        UUID grant, String client, List<String> scopes, List<String> audience, Instant issuedAt, Instant expiresAt)
        implements AccessToken {
    public Access {
        scopes = List.copyOf(scopes);
        audience = List.copyOf(audience);
    }
}
