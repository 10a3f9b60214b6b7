package dev.albireo.policy;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The second factors that a rule of the declared policy can accept, by their names in the document. */
public enum SecondFactorKind {
    /** A passkey of any kind. */
    PASSKEY("passkey"),
    /** A code of an authenticator application. */
    TOTP("totp"),
    /** A code that was delivered. */
    DELIVERED_CODE("delivered_code"),
    /** A recovery code. */
    RECOVERY_CODE("recovery_code");

    /** All of them: any second factor is accepted. */
    public static final Set<SecondFactorKind> ANY = Collections.unmodifiableSet(EnumSet.allOf(SecondFactorKind.class));

    private final String word;

    SecondFactorKind(String word) {
        this.word = word;
    }

    /** Returns its name in the document. */
    public String word() {
        return word;
    }

    /** Returns the constant of a name; empty for a name of a newer release. */
    public static Optional<SecondFactorKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }
}
