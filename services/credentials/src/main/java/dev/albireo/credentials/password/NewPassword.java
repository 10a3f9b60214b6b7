package dev.albireo.credentials.password;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Optional;

/**
 * A valid password: 8 to 256 characters, any, compared in Unicode's composed form (NFC), as RFC 8265 section 4.2 requires. No composition
 * rules (NIST SP 800-63B section 3.1.1.2).
 */
public record NewPassword(String text) {
    public static final int SHORTEST = 8;
    public static final int MAX_LENGTH = 256;

    /** Returns the password, unless it is too short or too long. */
    public static Optional<NewPassword> of(String text) {
        if (text.length() > 4 * MAX_LENGTH) {
            return Optional.empty();
        }
        String normal = normalise(text);
        int length = normal.codePointCount(0, normal.length());
        return length < SHORTEST || length > MAX_LENGTH ? Optional.empty() : Optional.of(new NewPassword(normal));
    }

    static String normalise(String text) {
        return Normalizer.normalize(text, Form.NFC);
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
