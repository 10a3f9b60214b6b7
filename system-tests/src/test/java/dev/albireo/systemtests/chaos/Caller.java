package dev.albireo.systemtests.chaos;

import java.time.Duration;

/** A client or user under load. Fails with an {@link AssertionError} if a promise is broken. */
interface Caller {
    /** Performs one more round. */
    void again();

    /** Returns the pause between two rounds. */
    default Duration pause() {
        return Duration.ofMillis(150);
    }

    /** Called if a request of the last round failed. */
    default void brokenOff() {}
}
