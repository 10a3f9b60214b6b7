package dev.albireo.credentials.email;

import dev.albireo.events.UserState;
import java.time.Duration;
import java.util.UUID;

/**
 * A link that proves an address. It works in the account that requested it, while the session that did is live.
 *
 * @param session the session that requested it
 * @param userVersion the version of the account then
 */
record EmailVerification(UUID subject, UUID session, String email, int userVersion) {
    static final Duration LIFETIME = Duration.ofMinutes(30);

    /** Returns whether the account is as it was when the link was requested. */
    boolean isFor(UserState user) {
        return user.enabled() && user.version() == userVersion;
    }

    /** Returns a text without the address. */
    @Override
    public String toString() {
        return "EmailVerification[" + subject + "]";
    }
}
