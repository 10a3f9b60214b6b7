package dev.albireo.web;

import java.time.Duration;

/** Ends a request with an error page for the user: what happened and what to do next. */
public final class PageRefusal extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int status;
    private final String heading;
    private final Duration retryAfter;
    private final String linkText;
    private final String link;

    private PageRefusal(int status, String heading, String message, Duration retryAfter, String linkText, String link) {
        super(message, null, false, false);
        this.status = status;
        this.heading = heading;
        this.retryAfter = retryAfter;
        this.linkText = linkText;
        this.link = link;
    }

    /** Returns a page with this status; {@code heading} says what happened, {@code message} what to do. */
    public static PageRefusal of(int status, String heading, String message) {
        return of(status, heading, message, Duration.ZERO);
    }

    /** As {@link #of(int, String, String)}, with the time after which a retry is useful (RFC 9110 section 10.2.3). */
    public static PageRefusal of(int status, String heading, String message, Duration retryAfter) {
        return new PageRefusal(status, heading, message, retryAfter, "", "");
    }

    /** Returns the same page with a link before the one to the account that every such page has. */
    public PageRefusal withLink(String text, String address) {
        return new PageRefusal(status, heading, message(), retryAfter, text, address);
    }

    /** Returns the time after which a retry is useful; zero if unknown. */
    public Duration retryAfter() {
        return retryAfter;
    }

    public int status() {
        return status;
    }

    public String heading() {
        return heading;
    }

    /** Returns the text of the link, or an empty text. */
    public String linkText() {
        return linkText;
    }

    /** Returns the URL of the link. */
    public String link() {
        return link;
    }

    public String message() {
        return String.valueOf(getMessage());
    }
}
