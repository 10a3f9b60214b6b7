package dev.albireo.admin.user;

import dev.albireo.admin.user.CredentialsUserClient.ChangedUserBody;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** The result of a command about one user; {@code user} is null where there is none of that name. */
public record UserResult(
        boolean success, @NonNull String message, @Nullable User user) {

    static UserResult of(String username, ChangedUserBody changed, String done) {
        String message = "User " + username + " was " + done + UserApi.later(changed.inForce());
        return new UserResult(true, message, User.of(changed.user()));
    }

    static UserResult unknown(String username) {
        return new UserResult(false, "User not found: " + username, null);
    }

    /** The result of a command about something that the user does not have. */
    static UserResult notFound(String username, Throwable refusal) {
        return new UserResult(false, "User " + username + ": " + refusal.getMessage(), null);
    }
}
