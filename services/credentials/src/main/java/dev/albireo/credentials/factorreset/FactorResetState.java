package dev.albireo.credentials.factorreset;

import java.time.Instant;

/** The state of the reset of a user's second factors, without the cancelling tokens. */
public sealed interface FactorResetState {
    /**
     * None was requested.
     *
     * @param effectiveAt from when one that is requested now could be finished
     */
    record None(Instant effectiveAt) implements FactorResetState {}

    /**
     * The user waits.
     *
     * @param effectiveAt from when it may be finished
     */
    record Waiting(Instant effectiveAt) implements FactorResetState {}

    /**
     * The user may finish it.
     *
     * @param until when it expires
     */
    record Finishable(Instant until) implements FactorResetState {}

    /**
     * It was cancelled.
     *
     * @param until when another one may be requested
     */
    record Cancelled(Instant until) implements FactorResetState {}
}
