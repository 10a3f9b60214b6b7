package dev.albireo.oauth.authorize;

import dev.albireo.protocol.OpaqueToken;
import java.time.Instant;
import java.util.Optional;

/**
 * An interaction that has no row, because no user has signed in to it yet: it is its own id, encrypted and protected against changes.
 *
 * @param id of the row that it gets when a user has signed in
 * @param browser hash of the browser cookie that it is bound to
 * @param askedAt when the request began, to the millisecond
 */
record EncryptedInteraction(OpaqueToken id, String browser, Instant askedAt, AuthorizationRequest request) {
    /** Returns the request, which has no row yet. */
    PendingAuthorization pending() {
        return new PendingAuthorization(request, askedAt, Optional.empty(), Optional.empty());
    }
}
