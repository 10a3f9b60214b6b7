package dev.albireo.credentials.factorreset;

import dev.albireo.credentials.factorreset.FactorResetState.Cancelled;
import dev.albireo.credentials.factorreset.FactorResetState.Finishable;
import dev.albireo.credentials.factorreset.FactorResetState.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A requested reset that has not expired.
 *
 * @param effectiveAt from when the user may finish it
 * @param expiresAt until when they may or, if it was cancelled, until when no other one is accepted
 */
record FactorReset(UUID subject, Instant requestedAt, Instant effectiveAt, Instant expiresAt, boolean cancelled) {
    /** How long it may be finished. */
    static final Duration OPEN = Duration.ofDays(7);

    /** Returns one that is requested now. */
    static FactorReset requested(UUID subject, Instant now, Duration wait) {
        Instant effectiveAt = now.plus(wait);
        return new FactorReset(subject, now, effectiveAt, effectiveAt.plus(OPEN), false);
    }

    /** Returns when the user is told once more. */
    Instant remindAt() {
        return requestedAt.plus(Duration.between(requestedAt, effectiveAt).dividedBy(2));
    }

    FactorResetState state(Instant now) {
        if (cancelled) {
            return new Cancelled(expiresAt);
        }
        return now.isBefore(effectiveAt) ? new Waiting(effectiveAt) : new Finishable(expiresAt);
    }
}
