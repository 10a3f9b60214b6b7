package dev.albireo.oauth.session;

import dev.albireo.policy.Proofs;
import java.util.UUID;

/**
 * A live login session and the enabled user it belongs to.
 *
 * @param sessionId the {@code sid} of ID tokens
 * @param mfaRequired decided at login; without a second proof the session is partial and opens nothing
 */
public record SignOn(UUID sessionId, Person person, Proofs proofs, boolean mfaRequired) {

    /** Returns whether the login itself is not finished. */
    public boolean isPartial() {
        return mfaRequired && !proofs.mfaVerified();
    }
}
