package dev.albireo.web;

import java.util.Optional;

/** The outcome of one post. Operators can distinguish whether an address was filtered or closed, callers cannot. */
public sealed interface PostOutcome {

    /**
     * The receiver answered with this status; the body of the response was not read.
     *
     * @param retryAfter the value of its {@code Retry-After} (RFC 9110 section 10.2.3), unchecked
     */
    record Responded(int status, Optional<String> retryAfter) implements PostOutcome {
        /** Creates a response without {@code Retry-After}. */
        public Responded(int status) {
            this(status, Optional.empty());
        }
    }

    /** The receiver did not answer in time. */
    record TimedOut() implements PostOutcome {}

    /** The lookup or the connection failed, or the connection was closed. */
    record Unreachable() implements PostOutcome {}

    /** The address must not be called. */
    record Filtered() implements PostOutcome {}
}
