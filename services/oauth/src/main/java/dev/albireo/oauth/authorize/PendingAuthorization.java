package dev.albireo.oauth.authorize;

import dev.albireo.protocol.OpaqueToken;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A checked request that has no response yet.
 *
 * @param askedAt when it began, to the millisecond; a later proof is fresh
 * @param interaction id of the stored request; empty as long as it needs no page
 * @param consentedBy the user who consented on the page of this request
 */
record PendingAuthorization(
        AuthorizationRequest request, Instant askedAt, Optional<OpaqueToken> interaction, Optional<UUID> consentedBy) {

    /** Returns a request that has just arrived. */
    static PendingAuthorization received(AuthorizationRequest request, Instant now) {
        return new PendingAuthorization(
                request, Instant.ofEpochMilli(now.toEpochMilli()), Optional.empty(), Optional.empty());
    }

    PendingAuthorization storedAs(OpaqueToken id) {
        return new PendingAuthorization(request, askedAt, Optional.of(id), consentedBy);
    }
}
