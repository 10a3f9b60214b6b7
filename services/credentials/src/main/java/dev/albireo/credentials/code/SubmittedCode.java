package dev.albireo.credentials.code;

import dev.albireo.protocol.Totp;

/** A typed code with its kind. Its text form does not disclose it. */
public sealed interface SubmittedCode {
    String text();

    /** Classifies the input of a shared field: six digits are a current code. */
    static SubmittedCode of(String text) {
        return Totp.normalized(text).isPresent() ? new Current(text) : new Recovery(text);
    }

    /** A code of the authenticator application, or a delivered one. */
    record Current(String text) implements SubmittedCode {
        @Override
        public String toString() {
            return "[redacted]";
        }
    }

    /** An enrolment code. */
    record Enrolment(String text) implements SubmittedCode {
        @Override
        public String toString() {
            return "[redacted]";
        }
    }

    /** A recovery code. */
    record Recovery(String text) implements SubmittedCode {
        @Override
        public String toString() {
            return "[redacted]";
        }
    }
}
