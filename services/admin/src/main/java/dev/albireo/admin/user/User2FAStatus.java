package dev.albireo.admin.user;

import dev.albireo.admin.user.CredentialsUserClient.TwoFactorBody;
import java.time.Instant;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** A user's second factor; times are ISO 8601 in UTC, null where there is none. */
public record User2FAStatus(
        @NonNull String username,
        @NonNull String subject,
        boolean requires2fa,
        boolean passkeyEnrolled,
        int passkeyCount,
        @Nullable String passkeyEnrolledAt,
        boolean totpEnabled,
        @Nullable String totpEnabledAt,
        int recoveryCodesLeft,
        @Nullable String lockedUntil,

        @Nullable @Description("from when the user may finish a reset of the second factors that they requested")
        String factorResetAt) {

    static User2FAStatus of(TwoFactorBody factor) {
        return new User2FAStatus(
                factor.username(),
                factor.subject(),
                factor.requires2fa(),
                factor.passkeyCount() > 0,
                factor.passkeyCount(),
                time(factor.passkeyEnrolledAt()),
                factor.totpEnabled(),
                time(factor.totpEnabledAt()),
                factor.recoveryCodesLeft(),
                time(factor.lockedUntil()),
                time(factor.factorResetAt()));
    }

    private static @Nullable String time(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }
}
