package dev.albireo.credentials.password.foreign;

/** A text is not a hash that is accepted. The reason continues a sentence whose subject is the hash, and contains no part of it. */
public final class UnsupportedHash extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnsupportedHash(String reason) {
        super(reason, null, false, false);
    }

    /** Returns what is wrong, such as "has 99 iterations of memory …". */
    public String reason() {
        return String.valueOf(getMessage());
    }

    /** Returns the value, if it is at most the limit. */
    static int atMost(long value, int limit, String unit) {
        if (value < 1 || value > limit) {
            throw new UnsupportedHash("has " + value + " " + unit + "; 1 to " + limit + " are accepted");
        }
        return (int) value;
    }
}
