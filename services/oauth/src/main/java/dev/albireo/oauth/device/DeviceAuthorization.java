package dev.albireo.oauth.device;

import dev.albireo.protocol.UserCode;
import java.time.Instant;
import java.util.List;

/**
 * A device that waits for approval.
 *
 * @param address its network address
 * @param agent its User-Agent, which is not authenticated
 */
record DeviceAuthorization(
        UserCode userCode,
        String client,
        List<String> scopes,
        List<String> resources,
        String address,
        String agent,
        Instant askedAt,
        Instant expiresAt) {
    DeviceAuthorization {
        scopes = List.copyOf(scopes);
        resources = List.copyOf(resources);
    }
}
