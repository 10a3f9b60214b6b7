package dev.albireo.credentials.factor;

import java.time.Instant;
import java.util.Optional;

/**
 * What a person can prove besides the password.
 *
 * @param passkeys how many
 * @param passkeyUsedAt when one of them last was
 * @param app an authenticator application is enabled
 * @param appUsedAt when its code last was
 * @param recoveryCodes how many are left; they stand in for a factor and are none
 */
public record Factors(
        long passkeys, Optional<Instant> passkeyUsedAt, boolean app, Optional<Instant> appUsedAt, int recoveryCodes) {
    /** Nothing but, perhaps, a password. */
    public static final Factors NONE = new Factors(0, Optional.empty(), false, Optional.empty(), 0);

    /** A kind of proof, weakest first. */
    public enum Kind {
        PASSWORD,
        CODE,
        PASSKEY
    }

    /** Whether there is no second factor. */
    public boolean none() {
        return passkeys == 0 && !app;
    }

    /** Whether taking one away leaves none. */
    public boolean onlyOne() {
        return passkeys + (app ? 1 : 0) == 1;
    }

    /** What changes of the account must be confirmed with. */
    public Kind strongest() {
        if (passkeys > 0) {
            return Kind.PASSKEY;
        }
        return app ? Kind.CODE : Kind.PASSWORD;
    }

    /** Whether the code was used after every passkey. */
    public boolean codeUsedLast() {
        return appUsedAt
                .filter(app ->
                        passkeyUsedAt.filter(passkey -> !passkey.isBefore(app)).isEmpty())
                .isPresent();
    }
}
