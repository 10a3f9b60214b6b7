package dev.albireo.credentials.attempt;

import java.time.Instant;
import java.util.Optional;

/**
 * The result of reserving an attempt.
 *
 * @param allowed whether the secret may be verified
 * @param lastUntil present if this is the account's last attempt until then: if it is wrong, the account is locked
 */
public record Reservation(boolean allowed, Optional<Instant> lastUntil) {
    static final Reservation FREE = new Reservation(true, Optional.empty());
    static final Reservation NONE = new Reservation(false, Optional.empty());

    /** Combines this reservation with another one that was allowed. */
    Reservation and(Reservation other) {
        return new Reservation(
                allowed && other.allowed,
                lastUntil
                        .filter(until -> other.lastUntil
                                .filter(later -> later.isAfter(until))
                                .isEmpty())
                        .or(other::lastUntil));
    }
}
