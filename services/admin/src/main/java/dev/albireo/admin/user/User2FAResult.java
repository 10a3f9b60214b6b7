package dev.albireo.admin.user;

import dev.albireo.admin.user.CredentialsUserClient.ChangedUserBody;
import org.eclipse.microprofile.graphql.NonNull;

/** The result of {@code setUser2faRequired}. */
public record User2FAResult(
        boolean success, @NonNull String message, @NonNull String username, boolean requires2fa) {

    static User2FAResult updated(String username, ChangedUserBody changed) {
        String message = "2FA requirement updated for user " + username + UserApi.later(changed.inForce());
        return new User2FAResult(true, message, username, changed.user().requires2fa());
    }

    static User2FAResult unknown(String username) {
        return new User2FAResult(false, "User not found: " + username, username, false);
    }
}
