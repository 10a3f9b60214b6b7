package dev.albireo.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;

/** A code of six digits, for people to type; text, because zeros in front count. */
public record NumericCode(String digits) {
    private static final int BOUND = 1_000_000;

    /** One that nobody can foresee, every one as likely. */
    public static NumericCode random(SecureRandom random) {
        return new NumericCode(String.format(java.util.Locale.ROOT, "%06d", random.nextInt(BOUND)));
    }

    /** Whether somebody typed it; takes the same time wherever they differ. */
    public boolean matches(String typed) {
        return MessageDigest.isEqual(digits.getBytes(UTF_8), typed.getBytes(UTF_8));
    }

    /** Never the code: it would end in a log. */
    @Override
    public String toString() {
        return "NumericCode[redacted]";
    }
}
