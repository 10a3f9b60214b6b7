package dev.albireo.credentials.code;

import dev.albireo.protocol.Totp;

/** What somebody typed, and where it is said to come from. It prints itself as nothing. */
public sealed interface TypedCode {
    String text();

    /** What one field takes both for: six digits are a current code. */
    static TypedCode of(String text) {
        return Totp.typed(text).isPresent() ? new Current(text) : new Recovery(text);
    }

    /** From the authenticator application, or delivered. */
    record Current(String text) implements TypedCode {
        @Override
        public String toString() {
            return "[redacted]";
        }
    }

    /** One of the recovery codes. */
    record Recovery(String text) implements TypedCode {
        @Override
        public String toString() {
            return "[redacted]";
        }
    }
}
