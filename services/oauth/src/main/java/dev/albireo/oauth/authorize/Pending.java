package dev.albireo.oauth.authorize;

import dev.albireo.protocol.Opaque;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A checked request on its way to a code.
 *
 * @param askedAt when it began, to the millisecond; a proof made since then is fresh
 * @param interaction where it is stored; empty as long as it needs no page
 * @param consentedBy who said yes on the consent page of this very request
 */
record Pending(AuthorizeRequest request, Instant askedAt, Optional<Opaque> interaction, Optional<UUID> consentedBy) {

    /** One that has just come. */
    static Pending fresh(AuthorizeRequest request, Instant now) {
        return new Pending(request, Instant.ofEpochMilli(now.toEpochMilli()), Optional.empty(), Optional.empty());
    }

    Pending storedAs(Opaque id) {
        return new Pending(request, askedAt, Optional.of(id), consentedBy);
    }
}
