package dev.albireo.web;

/** The outcome of one post. Operators can distinguish whether an address was filtered or closed, callers cannot. */
public sealed interface Outcome {

    /** The receiver answered with this status; the rest of the response was not read. */
    record Answered(int status) implements Outcome {}

    /** The receiver did not answer in time. */
    record TimedOut() implements Outcome {}

    /** The lookup or the connection failed, or the connection was closed. */
    record Unreachable() implements Outcome {}

    /** The address must not be called. */
    record Filtered() implements Outcome {}
}
