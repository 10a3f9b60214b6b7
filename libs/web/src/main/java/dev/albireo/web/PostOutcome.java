package dev.albireo.web;

/** The outcome of one post. Operators can distinguish whether an address was filtered or closed, callers cannot. */
public sealed interface PostOutcome {

    /** The receiver answered with this status; the rest of the response was not read. */
    record Responded(int status) implements PostOutcome {}

    /** The receiver did not answer in time. */
    record TimedOut() implements PostOutcome {}

    /** The lookup or the connection failed, or the connection was closed. */
    record Unreachable() implements PostOutcome {}

    /** The address must not be called. */
    record Filtered() implements PostOutcome {}
}
