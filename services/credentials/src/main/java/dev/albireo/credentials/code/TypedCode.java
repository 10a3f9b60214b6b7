package dev.albireo.credentials.code;

/** What somebody typed, and where it is said to come from. It prints itself as nothing. */
public sealed interface TypedCode {
    String text();

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
