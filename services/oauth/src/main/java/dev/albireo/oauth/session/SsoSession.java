package dev.albireo.oauth.session;

import dev.albireo.outbox.CarriedSession;
import dev.albireo.policy.Proofs;
import java.util.Optional;
import java.util.UUID;

/**
 * An active login session and its enabled user.
 *
 * @param sessionId the {@code sid} of ID tokens
 * @param mfaRequired decided at login; without a second proof the session is partial and gives no access
 * @param carried its state as the browser carries it, if it is not stored here yet
 */
public record SsoSession(
        UUID sessionId, UserProjection user, Proofs proofs, boolean mfaRequired, Optional<CarriedSession> carried) {

    /** A session that is stored here. */
    public SsoSession(UUID sessionId, UserProjection user, Proofs proofs, boolean mfaRequired) {
        this(sessionId, user, proofs, mfaRequired, Optional.empty());
    }

    SsoSession carriedAs(CarriedSession state) {
        return new SsoSession(sessionId, user, proofs, mfaRequired, Optional.of(state));
    }

    /** Returns whether the login itself is unfinished. */
    public boolean isPartial() {
        return mfaRequired && !proofs.mfaVerified();
    }
}
