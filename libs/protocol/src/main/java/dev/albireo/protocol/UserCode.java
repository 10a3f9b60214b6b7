package dev.albireo.protocol;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a person reads off a device and types into a browser (RFC 8628 section 6.1): eight letters, without vowels so that they spell
 * nothing, and easy to tell apart. There are 20^8 of them, so that guesses must be counted.
 */
public record UserCode(String letters) {
    private static final String ALPHABET = "BCDFGHJKLMNPQRSTVWXZ";
    private static final int LENGTH = 8;
    private static final Pattern WELL_FORMED = Pattern.compile("[" + ALPHABET + "]{" + LENGTH + "}");
    private static final Pattern DECORATION = Pattern.compile("[\\s\\p{Z}\\p{Pd}._]+");
    private static final int LONGEST = 64;

    /** A new one. */
    public static UserCode random(SecureRandom random) {
        StringBuilder letters = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            letters.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new UserCode(letters.toString());
    }

    /** What was typed, whatever its case, dashes and spaces; empty where it is none. */
    public static Optional<UserCode> parse(String typed) {
        if (typed.length() > LONGEST) {
            return Optional.empty();
        }
        String letters = DECORATION.matcher(typed).replaceAll("").toUpperCase(Locale.ROOT);
        return WELL_FORMED.matcher(letters).matches() ? Optional.of(new UserCode(letters)) : Optional.empty();
    }

    /** As it is shown, in two groups: {@code BCDF-GHJK}. */
    public String shown() {
        return letters.substring(0, LENGTH / 2) + "-" + letters.substring(LENGTH / 2);
    }

    @Override
    public String toString() {
        return "UserCode[redacted]";
    }
}
