package dev.albireo.oauth.admission;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An initial access token (RFC 7591 section 3) as it is remembered: everything but the token.
 *
 * @param label what it is for
 * @param most how many clients it is good for
 * @param used how many it has registered
 */
record InitialToken(
        UUID id,
        String label,
        String issuedBy,
        Instant issuedAt,
        Instant expiresAt,
        int most,
        int used,
        Optional<Instant> revokedAt) {}
