package dev.albireo.oauth.authorize;

import dev.albireo.protocol.Opaque;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A checked request that is not yet answered.
 *
 * @param askedAt when it began, to the millisecond; a later proof is fresh
 * @param interaction id of the stored request; empty as long as it needs no page
 * @param consentedBy the user who consented on the page of this request
 */
record Pending(AuthorizeRequest request, Instant askedAt, Optional<Opaque> interaction, Optional<UUID> consentedBy) {

    /** Returns a request that has just arrived. */
    static Pending fresh(AuthorizeRequest request, Instant now) {
        return new Pending(request, Instant.ofEpochMilli(now.toEpochMilli()), Optional.empty(), Optional.empty());
    }

    Pending storedAs(Opaque id) {
        return new Pending(request, askedAt, Optional.of(id), consentedBy);
    }
}
