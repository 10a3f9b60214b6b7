package dev.albireo.policy;

import java.util.Arrays;
import java.util.Optional;

/** How strong a sign-in is, weakest first: the values of {@code acr} (OpenID Connect Core section 2). */
public enum Acr {
    /** One factor. */
    AAL1("aal1"),
    /** Two factors of different families. */
    AAL2("aal2");

    private final String value;

    Acr(String value) {
        this.value = value;
    }

    /** The claim's value. */
    public String value() {
        return value;
    }

    /** The constant of a claim's value; empty for one this server does not know. */
    public static Optional<Acr> of(String value) {
        return Arrays.stream(values()).filter(acr -> acr.value.equals(value)).findFirst();
    }
}
