package dev.albireo.credentials.recovery;

import dev.albireo.protocol.Base32;
import dev.albireo.protocol.Sha256;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** One recovery code: 80 random bits in base32. Its text form does not disclose it; users see {@link #grouped}. */
record RecoveryCode(String text) {
    private static final int BYTES = 10;
    private static final int MAX_INPUT_LENGTH = 100;
    private static final Pattern FORM = Pattern.compile("[A-Z2-7]{16}");

    static RecoveryCode random(SecureRandom random) {
        return new RecoveryCode(Base32.random(BYTES, random));
    }

    /** Parses typed text: in either case, with spaces or dashes, and with a zero for the letter O. */
    static Optional<RecoveryCode> parse(String submitted) {
        if (submitted.length() > MAX_INPUT_LENGTH) {
            return Optional.empty();
        }
        String text = submitted
                .replaceAll("[\\s\\p{Z}\\p{Pd}]", "")
                .toUpperCase(Locale.ROOT)
                .replace('0', 'O')
                .replace('1', 'I')
                .replace('8', 'B');
        return FORM.matcher(text).matches() ? Optional.of(new RecoveryCode(text)) : Optional.empty();
    }

    /** Returns the code in groups of four, for display. */
    String grouped() {
        return text.replaceAll("(.{4})(?!$)", "$1-");
    }

    /** Returns the stored hash. */
    String hash(UUID subject) {
        return Sha256.of("recovery\n" + subject + "\n" + text);
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
