package dev.albireo.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;

/** A code of six digits that a user types; text, because leading zeros are significant. */
public record NumericCode(String digits) {
    private static final int BOUND = 1_000_000;

    /** Returns a code that is uniformly distributed and unpredictable. */
    public static NumericCode random(SecureRandom random) {
        return new NumericCode(String.format(java.util.Locale.ROOT, "%06d", random.nextInt(BOUND)));
    }

    /** Returns whether the user typed this code; compares in constant time. */
    public boolean matches(String submitted) {
        return MessageDigest.isEqual(digits.getBytes(UTF_8), submitted.getBytes(UTF_8));
    }

    /** Returns a text without the code, which must not be logged. */
    @Override
    public String toString() {
        return "NumericCode[redacted]";
    }
}
