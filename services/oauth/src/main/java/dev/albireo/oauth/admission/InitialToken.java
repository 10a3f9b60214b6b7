package dev.albireo.oauth.admission;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A stored initial access token (RFC 7591 section 3), without its value.
 *
 * @param label its purpose
 * @param maxClients how many clients it may register
 * @param used how many clients it has registered
 */
record InitialToken(
        UUID id,
        String label,
        String issuedBy,
        Instant issuedAt,
        Instant expiresAt,
        int maxClients,
        int used,
        Optional<Instant> revokedAt) {}
