package dev.albireo.web;

/** What became of one post. Outsiders are not told whether an address was filtered or closed; operators are. */
public sealed interface Outcome {

    /** The receiver answered with this status; what else it said was not read. */
    record Answered(int status) implements Outcome {}

    /** It did not answer in time. */
    record TimedOut() implements Outcome {}

    /** It could not be found, or did not let us in, or broke off. */
    record Unreachable() implements Outcome {}

    /** Its address is none that may be called. */
    record Filtered() implements Outcome {}
}
