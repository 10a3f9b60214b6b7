package dev.albireo.credentials.admin;

import dev.albireo.credentials.attempt.Attempts;
import dev.albireo.credentials.attempt.Budgets;
import dev.albireo.credentials.factor.FactorLookup;
import dev.albireo.credentials.passkey.PasskeyView;
import dev.albireo.credentials.passkey.Passkeys;
import dev.albireo.credentials.totp.TotpEnrolments;
import dev.albireo.credentials.user.UserView;
import dev.albireo.events.UserState;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Describes a user's second factor for an administrator, without secrets. */
@ApplicationScoped
class DescribeTwoFactor {
    private final Passkeys passkeys;
    private final TotpEnrolments enrolments;
    private final FactorLookup factors;
    private final Attempts attempts;
    private final Budgets budgets;

    DescribeTwoFactor(
            Passkeys passkeys, TotpEnrolments enrolments, FactorLookup factors, Attempts attempts, Budgets budgets) {
        this.passkeys = passkeys;
        this.enrolments = enrolments;
        this.factors = factors;
        this.attempts = attempts;
        this.budgets = budgets;
    }

    /**
     * A user's second factor.
     *
     * @param passkeyEnrolledAt when the oldest passkey was enrolled
     * @param lockedUntil codes are rejected until then; null if they are accepted
     * @param factorResetAt from when the user may finish a reset that they requested; null if they requested none
     */
    record TwoFactorView(
            String username,
            String subject,
            boolean requires2fa,
            long passkeyCount,
            @Nullable Instant passkeyEnrolledAt,
            boolean totpEnabled,
            @Nullable Instant totpEnabledAt,
            int recoveryCodesLeft,
            @Nullable Instant lockedUntil,
            @Nullable Instant factorResetAt) {}

    /** The times that belong to the counts. */
    private record Times(
            @Nullable Instant passkey,
            @Nullable Instant totp,
            @Nullable Instant lock) {}

    Uni<TwoFactorView> of(UserView view) {
        UserState user = view.state();
        UUID subject = UUID.fromString(user.subject());
        return times(subject)
                .chain(times -> factors.of(subject)
                        .map(found -> new TwoFactorView(
                                user.username(),
                                user.subject(),
                                user.requires2fa(),
                                found.passkeys(),
                                times.passkey(),
                                found.app(),
                                times.totp(),
                                found.recoveryCodes(),
                                times.lock(),
                                found.resetAt().orElse(null))));
    }

    private Uni<Times> times(UUID subject) {
        return passkeys.of(subject)
                .map(list -> list.stream().map(PasskeyView::createdAt).findFirst())
                .chain(passkey -> enrolments
                        .enabledAt(subject)
                        .chain(totp -> attempts.lockedUntil(budgets.codeOfAccount(subject.toString()))
                                .map(lock -> new Times(passkey.orElse(null), totp.orElse(null), lock.orElse(null)))));
    }
}
