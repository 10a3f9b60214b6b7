package dev.albireo.web;

/** Ends a request with an error page: what happened and what to do next, in words for the person in front of it. */
public final class PageRefusal extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int status;
    private final String heading;

    private PageRefusal(int status, String heading, String message) {
        super(message, null, false, false);
        this.status = status;
        this.heading = heading;
    }

    /** A page with this status; {@code heading} says what happened, {@code message} what to do. */
    public static PageRefusal of(int status, String heading, String message) {
        return new PageRefusal(status, heading, message);
    }

    public int status() {
        return status;
    }

    public String heading() {
        return heading;
    }

    public String message() {
        return String.valueOf(getMessage());
    }
}
