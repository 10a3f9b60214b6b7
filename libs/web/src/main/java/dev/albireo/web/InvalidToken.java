package dev.albireo.web;

/** The token failed verification; the reason is for logs and developers, and contains no part of the token. */
public class InvalidToken extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidToken(String reason) {
        super(reason, null, false, false);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
