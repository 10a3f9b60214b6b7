package dev.albireo.web;

/** A signed token that is not what it must be; the reason is for logs and developers, and holds nothing of the token. */
public class InvalidToken extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidToken(String reason) {
        super(reason, null, false, false);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
