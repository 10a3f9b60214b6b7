package dev.albireo.admin.user;

import dev.albireo.admin.user.CredentialsClient.TwoFactor;
import java.util.Optional;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** A user's second factor; {@code passkeyEnrolledAt} is ISO 8601 in UTC, null while there is no passkey. */
public record User2FAStatus(
        @NonNull String username,
        @NonNull String subject,
        boolean requires2fa,
        boolean passkeyEnrolled,
        int passkeyCount,
        @Nullable String passkeyEnrolledAt) {

    static User2FAStatus of(TwoFactor factor) {
        return new User2FAStatus(
                factor.username(),
                factor.subject(),
                factor.requires2fa(),
                factor.passkeyCount() > 0,
                factor.passkeyCount(),
                Optional.ofNullable(factor.passkeyEnrolledAt())
                        .map(Object::toString)
                        .orElse(null));
    }
}
