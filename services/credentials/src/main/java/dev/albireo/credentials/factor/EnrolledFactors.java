package dev.albireo.credentials.factor;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The factors of a user besides the password.
 *
 * @param passkeys the number of passkeys
 * @param passkeyUsedAt when one of them was last used
 * @param app whether an authenticator application is enabled
 * @param appUsedAt when its code was last used
 * @param recoveryCodes how many are unused; they replace a factor but are none
 * @param enrolling the session whose user entered an enrolment code within the last minutes
 * @param lockedUntil until when none of them, nor the password or the email address, may be changed by the user; may be past
 * @param resetAt from when the user may finish a reset of them that was requested
 */
public record EnrolledFactors(
        long passkeys,
        Optional<Instant> passkeyUsedAt,
        boolean app,
        Optional<Instant> appUsedAt,
        int recoveryCodes,
        Optional<UUID> enrolling,
        Optional<Instant> lockedUntil,
        Optional<Instant> resetAt) {
    /** No factor except, possibly, a password. */
    public static final EnrolledFactors NONE = new EnrolledFactors(
            0, Optional.empty(), false, Optional.empty(), 0, Optional.empty(), Optional.empty(), Optional.empty());

    /** The kinds of proof, weakest first. */
    public enum FactorType {
        PASSWORD,
        CODE,
        PASSKEY
    }

    /** Returns whether there is no second factor. */
    public boolean none() {
        return passkeys == 0 && !app;
    }

    /** Returns whether there is exactly one second factor. */
    public boolean onlyOne() {
        return passkeys + (app ? 1 : 0) == 1;
    }

    /** Returns the kind that changes of the account must be confirmed with. */
    public FactorType strongest() {
        if (passkeys > 0) {
            return FactorType.PASSKEY;
        }
        return app ? FactorType.CODE : FactorType.PASSWORD;
    }

    /** Returns whether the code was used after every passkey. */
    public boolean codeUsedLast() {
        return appUsedAt
                .filter(app ->
                        passkeyUsedAt.filter(passkey -> !passkey.isBefore(app)).isEmpty())
                .isPresent();
    }
}
