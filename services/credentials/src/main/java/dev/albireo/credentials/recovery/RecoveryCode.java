package dev.albireo.credentials.recovery;

import dev.albireo.protocol.Base32;
import dev.albireo.protocol.Sha256;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** One recovery code: 80 random bits in base32. It prints itself as nothing; what people see is {@link #shown}. */
record RecoveryCode(String text) {
    private static final int BYTES = 10;
    private static final int LONGEST_TYPED = 100;
    private static final Pattern FORM = Pattern.compile("[A-Z2-7]{16}");

    static RecoveryCode random(SecureRandom random) {
        return new RecoveryCode(Base32.random(BYTES, random));
    }

    /** What somebody typed: in either case, with spaces or dashes, and with a nought for the letter that is like it. */
    static Optional<RecoveryCode> typed(String typed) {
        if (typed.length() > LONGEST_TYPED) {
            return Optional.empty();
        }
        String text = typed.replaceAll("[\\s\\p{Z}\\p{Pd}]", "")
                .toUpperCase(Locale.ROOT)
                .replace('0', 'O')
                .replace('1', 'I')
                .replace('8', 'B');
        return FORM.matcher(text).matches() ? Optional.of(new RecoveryCode(text)) : Optional.empty();
    }

    /** In groups of four, as people copy it. */
    String shown() {
        return text.replaceAll("(.{4})(?!$)", "$1-");
    }

    /** What is kept of it. */
    String hash(UUID subject) {
        return Sha256.of("recovery\n" + subject + "\n" + text);
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
