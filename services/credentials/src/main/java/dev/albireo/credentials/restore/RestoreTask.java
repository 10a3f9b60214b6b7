package dev.albireo.credentials.restore;

import java.time.Instant;

/** A task that runs once, identified by the time that the operator set. */
record RestoreTask(Kind kind, Instant at) {
    enum Kind {
        RESTORED,
        TELL_AGAIN
    }
}
