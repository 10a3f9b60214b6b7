package dev.albireo.policy;

import java.util.Arrays;
import java.util.Optional;

/** Authentication strength, weakest first: the values of {@code acr} (OpenID Connect Core section 2). */
public enum Acr {
    /** One factor. */
    AAL1("aal1"),
    /** Two factors of different families. */
    AAL2("aal2");

    private final String value;

    Acr(String value) {
        this.value = value;
    }

    /** Returns the claim's value. */
    public String value() {
        return value;
    }

    /** Returns the constant of a claim's value; empty for a value that this server does not know. */
    public static Optional<Acr> of(String value) {
        return Arrays.stream(values()).filter(acr -> acr.value.equals(value)).findFirst();
    }
}
