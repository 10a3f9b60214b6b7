package dev.albireo.credentials;

import dev.albireo.protocol.Totp;
import dev.albireo.protocol.TotpSecret;
import java.time.Clock;

/** Somebody's authenticator application. */
public record Authenticator(TotpSecret secret, Clock clock) {
    public Authenticator(String base32, Clock clock) {
        this(TotpSecret.parse(base32).orElseThrow(), clock);
    }

    /** What it shows now. */
    public String code() {
        return code(0);
    }

    /** What it shows so many steps from now. */
    public String code(int steps) {
        return Totp.code(secret, Totp.stepAt(clock.instant()) + steps);
    }
}
