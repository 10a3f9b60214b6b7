package dev.albireo.credentials;

import dev.albireo.protocol.Totp;
import dev.albireo.protocol.TotpSecret;
import java.time.Clock;

/** A user's authenticator application. */
public record Authenticator(TotpSecret secret, Clock clock) {
    public Authenticator(String base32, Clock clock) {
        this(TotpSecret.parse(base32).orElseThrow(), clock);
    }

    /** Returns the current code. */
    public String code() {
        return code(0);
    }

    /** Returns the code of a later step. */
    public String code(int steps) {
        return Totp.code(secret, Totp.stepAt(clock.instant()) + steps);
    }
}
