package dev.albireo.credentials.password;

import dev.albireo.credentials.password.foreign.ForeignHash;
import dev.albireo.web.Problem;
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

    /**
     * Returns the password; rejected with {@code UNPROCESSABLE} if it is too short, too long, or the hash of one.
     *
     * @param name what the error calls it, at the beginning of a sentence
     */
    public static NewPassword require(String text, String name, String field) {
        if (ForeignHash.isShapeOf(text)) {
            throw Problem.UNPROCESSABLE.because(
                    name + " must not be a password hash; a hash is imported as passwordHash (docs/import.md)", field);
        }
        return of(text).orElseThrow(() -> Problem.UNPROCESSABLE.because(
                name + " must have " + SHORTEST + " to " + MAX_LENGTH + " characters", field));
    }

    /** Returns the password, unless it is too short, too long, or the hash of one. */
    public static Optional<NewPassword> of(String text) {
        if (text.length() > 4 * MAX_LENGTH || ForeignHash.isShapeOf(text)) {
            return Optional.empty();
        }
        String normal = normalise(text);
        int length = normal.codePointCount(0, normal.length());
        return length < SHORTEST || length > MAX_LENGTH ? Optional.empty() : Optional.of(new NewPassword(normal));
    }

    /** Returns the number of its characters. */
    int length() {
        return text.codePointCount(0, text.length());
    }

    static String normalise(String text) {
        return Normalizer.normalize(text, Form.NFC);
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
