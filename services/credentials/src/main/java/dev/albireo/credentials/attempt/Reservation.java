package dev.albireo.credentials.attempt;

import java.time.Instant;
import java.util.Optional;

/**
 * What came of reserving a try.
 *
 * @param allowed the secret may be looked at
 * @param lastUntil this was the account's last try until then: if it is wrong, the account is locked
 */
public record Reservation(boolean allowed, Optional<Instant> lastUntil) {
    static final Reservation FREE = new Reservation(true, Optional.empty());
    static final Reservation NONE = new Reservation(false, Optional.empty());

    /** This one and another that was allowed. */
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
