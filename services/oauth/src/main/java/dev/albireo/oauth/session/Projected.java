package dev.albireo.oauth.session;

import java.time.Duration;
import java.time.Instant;

/**
 * A session in the projection.
 *
 * @param activeAt the last use here, or the last use that credentials has reported
 */
record Projected(SignOn signOn, boolean ended, Instant activeAt, Duration idle, Instant expiresAt) {

    enum Standing {
        LIVE,
        /** Unused here for too long; credentials may have seen a later use. */
        IDLE,
        OVER
    }

    /** Returns whether it has expired without an event. */
    boolean hasRunOut(Instant now) {
        return !ended && (!now.isBefore(expiresAt) || now.isAfter(activeAt.plus(idle)));
    }

    Standing standing(Instant now) {
        boolean over = ended
                || !now.isBefore(expiresAt)
                || !signOn.person().enabled()
                || signOn.proofs().list().isEmpty();
        if (over) {
            return Standing.OVER;
        }
        return now.isAfter(activeAt.plus(idle)) ? Standing.IDLE : Standing.LIVE;
    }
}
