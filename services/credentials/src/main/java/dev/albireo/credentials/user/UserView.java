package dev.albireo.credentials.user;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.albireo.events.UserState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account for administrators.
 *
 * @param lastLoginAt null if the user has never signed in
 */
public record UserView(
        @JsonUnwrapped UserState state,
        Instant createdAt,
        @Nullable Instant lastLoginAt) {
    /** Returns the same account in its next state. */
    public UserView with(UserState next) {
        return new UserView(next, createdAt, lastLoginAt);
    }
}
