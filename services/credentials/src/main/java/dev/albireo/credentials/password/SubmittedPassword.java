package dev.albireo.credentials.password;

/**
 * A password as a user submits it.
 *
 * @param text in Unicode's composed form (NFC), of which our hashes are computed
 * @param typed as it was typed, of which another provider may have computed its hash
 */
record SubmittedPassword(String text, String typed) {
    /** A submitted password is truncated to this length before it is hashed; no valid password is longer. */
    private static final int MAX_LENGTH = 4 * NewPassword.MAX_LENGTH;

    static SubmittedPassword of(String submitted) {
        String typed = submitted.substring(0, Math.min(submitted.length(), MAX_LENGTH));
        return new SubmittedPassword(NewPassword.normalise(typed), typed);
    }

    boolean isComposed() {
        return text.equals(typed);
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
