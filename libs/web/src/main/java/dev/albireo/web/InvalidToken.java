package dev.albireo.web;

/** The token failed verification; the reason is for logs and developers, and contains no part of the token. */
public class InvalidToken extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidToken(String reason) {
        super(reason, null, false, false);
    }

    /** Returns the failure of a check that an endpoint makes of a verified token; the reason contains no part of the token. */
    public static InvalidToken because(String reason) {
        return new InvalidToken(reason);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
