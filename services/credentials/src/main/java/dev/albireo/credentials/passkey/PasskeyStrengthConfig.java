package dev.albireo.credentials.passkey;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The strength of a passkey. */
@ConfigMapping(prefix = "albireo.two-factor")
public interface PasskeyStrengthConfig {
    /**
     * How many factors a passkey counts as. Every passkey here verifies its user, by a PIN or biometrically, and so is a multi-factor
     * cryptographic authenticator (NIST SP 800-63B-4 section 3.1.7). With {@code two-factors} it satisfies every requirement of a second
     * factor by itself, with {@code acr} {@code aal2} and {@code mfa} in {@code amr}; with {@code one-factor} the user proves another
     * factor beside it. A session keeps the strength that it was given.
     */
    @WithDefault("one-factor")
    PasskeyStrength verifiedPasskey();

    /** How many factors a passkey counts as. */
    enum PasskeyStrength {
        ONE_FACTOR,
        TWO_FACTORS
    }
}
