package dev.albireo.oauth.session;

import dev.albireo.outbox.CarriedSession;
import java.time.Duration;
import java.time.Instant;

/**
 * A session in the projection.
 *
 * @param activeAt the last use here, or the last use that credentials has reported
 */
record SessionProjection(SsoSession ssoSession, boolean ended, Instant activeAt, Duration idle, Instant expiresAt) {

    SessionProjection carriedAs(CarriedSession state) {
        return new SessionProjection(ssoSession.carriedAs(state), ended, activeAt, idle, expiresAt);
    }

    enum SessionStatus {
        LIVE,
        /** Unused here for too long; credentials may have seen a later use. */
        IDLE,
        ENDED
    }

    /** Returns whether it has expired without an event. */
    boolean isExpired(Instant now) {
        return !ended && (!now.isBefore(expiresAt) || now.isAfter(activeAt.plus(idle)));
    }

    SessionStatus status(Instant now) {
        boolean over = ended
                || !now.isBefore(expiresAt)
                || !ssoSession.user().enabled()
                || ssoSession.proofs().list().isEmpty();
        if (over) {
            return SessionStatus.ENDED;
        }
        return now.isAfter(activeAt.plus(idle)) ? SessionStatus.IDLE : SessionStatus.LIVE;
    }
}
