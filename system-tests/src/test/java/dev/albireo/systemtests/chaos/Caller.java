package dev.albireo.systemtests.chaos;

import java.time.Duration;

/** Somebody who uses Albireo again and again. Fails with an {@link AssertionError} where it is not as it should be. */
interface Caller {
    /** Once more. */
    void again();

    /** How long to rest between two rounds. */
    default Duration pause() {
        return Duration.ofMillis(150);
    }

    /** The last round broke off because a request failed. */
    default void brokenOff() {}
}
