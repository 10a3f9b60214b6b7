package dev.albireo.protocol;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The code that a user reads from a device and types into a browser (RFC 8628 section 6.1): eight letters, without
 * vowels to avoid words, and easy to distinguish. There are 20^8 codes, so that the caller must limit attempts.
 */
public record UserCode(String letters) {
    private static final String ALPHABET = "BCDFGHJKLMNPQRSTVWXZ";
    private static final int LENGTH = 8;
    private static final Pattern WELL_FORMED = Pattern.compile("[" + ALPHABET + "]{" + LENGTH + "}");
    private static final Pattern DECORATION = Pattern.compile("[\\s\\p{Z}\\p{Pd}._]+");
    private static final int MAX_INPUT_LENGTH = 64;

    /** Returns a new random code. */
    public static UserCode random(SecureRandom random) {
        StringBuilder letters = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            letters.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new UserCode(letters.toString());
    }

    /** Parses the typed text, ignoring case, dashes and spaces; empty if it is not a user code. */
    public static Optional<UserCode> parse(String submitted) {
        if (submitted.length() > MAX_INPUT_LENGTH) {
            return Optional.empty();
        }
        String letters = DECORATION.matcher(submitted).replaceAll("").toUpperCase(Locale.ROOT);
        return WELL_FORMED.matcher(letters).matches() ? Optional.of(new UserCode(letters)) : Optional.empty();
    }

    /** Returns the code as it is displayed, in two groups: {@code BCDF-GHJK}. */
    public String formatted() {
        return letters.substring(0, LENGTH / 2) + "-" + letters.substring(LENGTH / 2);
    }

    @Override
    public String toString() {
        return "UserCode[redacted]";
    }
}
