package dev.albireo.credentials.enrolment;

import dev.albireo.protocol.CrockfordBase32;
import dev.albireo.protocol.Sha256;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * An enrolment code: 60 random bits in the base32 of Crockford, which has no letter that is mistaken for another when it is read out. Its
 * text form does not disclose it; users see {@link #grouped}.
 */
record EnrolmentCode(String text) {
    private static final int LENGTH = 12;
    private static final int MAX_INPUT_LENGTH = 100;
    private static final Pattern FORM = Pattern.compile("[" + CrockfordBase32.ALPHABET + "]{" + LENGTH + "}");

    static EnrolmentCode random(SecureRandom random) {
        return new EnrolmentCode(CrockfordBase32.random(LENGTH, random));
    }

    /** Parses typed text: in either case, with spaces or dashes, and with the letters O, I and L for the digits 0 and 1. */
    static Optional<EnrolmentCode> parse(String submitted) {
        if (submitted.length() > MAX_INPUT_LENGTH) {
            return Optional.empty();
        }
        String text = CrockfordBase32.normalized(submitted);
        return FORM.matcher(text).matches() ? Optional.of(new EnrolmentCode(text)) : Optional.empty();
    }

    /** Returns the code in groups of four, for display. */
    String grouped() {
        return text.replaceAll("(.{4})(?!$)", "$1-");
    }

    /** Returns the stored hash. */
    String hash(UUID subject) {
        return Sha256.of("enrolment\n" + subject + "\n" + text);
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
