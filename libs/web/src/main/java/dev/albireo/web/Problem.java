package dev.albireo.web;

import org.jspecify.annotations.Nullable;

/** The kinds of problem (RFC 9457) of the APIs; each has a page of its name in {@code docs/problems}. */
public enum Problem {
    BAD_REQUEST(400, "Malformed request"),
    UNAUTHENTICATED(401, "Authentication required"),
    FORBIDDEN(403, "Access denied"),
    SECOND_FACTOR_REQUIRED(403, "Second factor required"),
    FRESH_PROOF_REQUIRED(403, "Recent authentication required"),
    NOT_FOUND(404, "Not found"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    NOT_ACCEPTABLE(406, "Not acceptable"),
    CONFLICT(409, "Conflict with the current state"),
    PRECONDITION_FAILED(412, "Precondition failed"),
    TOO_LARGE(413, "Request too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
    UNPROCESSABLE(422, "Invalid value"),
    TOO_MANY_REQUESTS(429, "Too many attempts"),
    INTERNAL_ERROR(500, "Internal error"),
    UNAVAILABLE(503, "Service temporarily unavailable");

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
