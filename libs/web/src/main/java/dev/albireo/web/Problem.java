package dev.albireo.web;

import org.jspecify.annotations.Nullable;

/** The kinds of problem (RFC 9457) of the APIs; each has a page of its name in {@code docs/problems}. */
public enum Problem {
    BAD_REQUEST(400, "The request is not well-formed"),
    UNAUTHENTICATED(401, "Nobody is signed in here"),
    FORBIDDEN(403, "This is not allowed"),
    SECOND_FACTOR_REQUIRED(403, "A second factor is required first"),
    FRESH_PROOF_REQUIRED(403, "A recent proof of identity is required first"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "This method does not exist here"),
    NOT_ACCEPTABLE(406, "No form that is accepted can be sent"),
    CONFLICT(409, "This contradicts what is already there"),
    PRECONDITION_FAILED(412, "The resource is not what the condition says"),
    TOO_LARGE(413, "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The content type is not accepted here"),
    UNPROCESSABLE(422, "A value is not acceptable"),
    TOO_MANY_REQUESTS(429, "Too many attempts"),
    INTERNAL_ERROR(500, "Something went wrong on our side"),
    UNAVAILABLE(503, "A part of the system cannot be reached");

    private final int status;
    private final String title;

    Problem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** Returns the stable {@code type} URI; a name, whose page is {@code docs/problems/<slug>.md}. */
    public String type() {
        return "https://albireo.dev/problems/" + slug();
    }

    /** Returns the name of its page in {@code docs/problems}. */
    public String slug() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** Returns an exception that ends the request with this problem; {@code detail} is for the caller and contains no secret. */
    public ProblemRefusal because(String detail) {
        return new ProblemRefusal(this, detail, null);
    }

    /** As {@link #because(String)}, with the name of the invalid field. */
    public ProblemRefusal because(String detail, @Nullable String field) {
        return new ProblemRefusal(this, detail, field);
    }
}
