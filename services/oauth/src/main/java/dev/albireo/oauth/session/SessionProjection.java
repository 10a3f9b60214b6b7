package dev.albireo.oauth.session;

import java.time.Duration;
import java.time.Instant;

/**
 * A session in the projection.
 *
 * @param activeAt the last use here, or the last use that credentials has reported
 */
record SessionProjection(SsoSession signOn, boolean ended, Instant activeAt, Duration idle, Instant expiresAt) {

    enum SessionStatus {
        LIVE,
        /** Unused here for too long; credentials may have seen a later use. */
        IDLE,
        OVER
    }

    /** Returns whether it has expired without an event. */
    boolean hasRunOut(Instant now) {
        return !ended && (!now.isBefore(expiresAt) || now.isAfter(activeAt.plus(idle)));
    }

    SessionStatus standing(Instant now) {
        boolean over = ended
                || !now.isBefore(expiresAt)
                || !signOn.person().enabled()
                || signOn.proofs().list().isEmpty();
        if (over) {
            return SessionStatus.OVER;
        }
        return now.isAfter(activeAt.plus(idle)) ? SessionStatus.IDLE : SessionStatus.LIVE;
    }
}
