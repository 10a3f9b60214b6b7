package dev.albireo.policy;

import java.util.Arrays;
import java.util.Optional;

/** An authentication method, with its {@code amr} value (RFC 8176 section 2). */
public enum AuthenticationMethod {
    PASSWORD("pwd", Family.KNOWLEDGE),
    /** A passkey that cannot leave its device. */
    DEVICE_PASSKEY("hwk", Family.PASSKEY),
    /** A passkey that is eligible for backup, so software holds the key. */
    SYNCED_PASSKEY("swk", Family.PASSKEY),
    /** TOTP, a delivered code or a recovery code. */
    CODE("otp", Family.CODE);

    /** Two proofs count as two factors only if their families differ. */
    enum Family {
        KNOWLEDGE,
        PASSKEY,
        CODE
    }

    private final String amr;
    private final Family family;

    AuthenticationMethod(String amr, Family family) {
        this.amr = amr;
        this.family = family;
    }

    /** Returns the {@code amr} value. */
    public String amr() {
        return amr;
    }

    Family family() {
        return family;
    }

    /** Returns the method of an {@code amr} value; empty for a value of a newer release. */
    public static Optional<AuthenticationMethod> ofAmr(String amr) {
        return Arrays.stream(values()).filter(method -> method.amr.equals(amr)).findFirst();
    }
}
