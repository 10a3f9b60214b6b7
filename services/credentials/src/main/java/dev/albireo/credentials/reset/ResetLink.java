package dev.albireo.credentials.reset;

import dev.albireo.events.UserState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A link for a new password that has not expired.
 *
 * @param userVersion the version of the account when the link was requested
 */
record ResetLink(UUID subject, int userVersion, Instant requestedAt) {
    static final Duration LIFETIME = Duration.ofMinutes(15);

    /**
     * Returns whether it still opens the account: any change of it voids the link, such as a new address, a new password, a reset of the
     * second factor, or that it was disabled, even if it is enabled again.
     */
    boolean opens(UserState user, Optional<Instant> passwordChangedAt) {
        return user.enabled()
                && user.version() == userVersion
                && passwordChangedAt.filter(requestedAt::isBefore).isEmpty();
    }
}
