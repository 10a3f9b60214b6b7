package dev.albireo.oauth.session;

import dev.albireo.policy.Proofs;
import java.util.UUID;

/**
 * An active login session and its enabled user.
 *
 * @param sessionId the {@code sid} of ID tokens
 * @param mfaRequired decided at login; without a second proof the session is partial and gives no access
 */
public record SsoSession(UUID sessionId, UserProjection user, Proofs proofs, boolean mfaRequired) {

    /** Returns whether the login itself is unfinished. */
    public boolean isPartial() {
        return mfaRequired && !proofs.mfaVerified();
    }
}
