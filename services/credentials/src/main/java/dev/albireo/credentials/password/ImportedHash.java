package dev.albireo.credentials.password;

import dev.albireo.credentials.password.foreign.ForeignHash;
import dev.albireo.credentials.password.foreign.UnsupportedHash;
import dev.albireo.web.Problem;

/**
 * The hash of a user's password that another provider computed. It is stored as it is, and replaced by one of ours at the first sign-in.
 *
 * @param text what is stored
 */
public record ImportedHash(String text) {
    /** Parses a hash in one of the formats of {@code docs/import.md}; rejected with {@code UNPROCESSABLE}, naming the field. */
    public static ImportedHash require(String text, String field) {
        try {
            return new ImportedHash(ForeignHash.parse(text).text());
        } catch (UnsupportedHash e) {
            throw Problem.UNPROCESSABLE.because(field + " " + e.reason(), field);
        }
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
