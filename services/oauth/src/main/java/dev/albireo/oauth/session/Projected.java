package dev.albireo.oauth.session;

import java.time.Duration;
import java.time.Instant;

/**
 * A session as the projection has it.
 *
 * @param activeAt when it was last used here, or last seen by credentials as far as that was told
 */
record Projected(SignOn signOn, boolean ended, Instant activeAt, Duration idle, Instant expiresAt) {

    enum Standing {
        LIVE,
        /** Unused here for too long; credentials may have seen it since. */
        IDLE,
        OVER
    }

    /** Returns whether it has come to its end by itself, and nobody has noticed. */
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
