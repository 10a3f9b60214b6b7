package dev.albireo.oauth.device;

import dev.albireo.protocol.UserCode;
import java.time.Instant;
import java.util.List;

/**
 * A device that asks to be let in.
 *
 * @param address where it asked from
 * @param agent what it called itself there, which may be a lie
 */
record Asking(
        UserCode userCode,
        String client,
        List<String> scopes,
        List<String> resources,
        String address,
        String agent,
        Instant askedAt,
        Instant expiresAt) {
    Asking {
        scopes = List.copyOf(scopes);
        resources = List.copyOf(resources);
    }
}
