package dev.albireo.credentials.restore;

import java.time.Instant;

/** A task that runs once, identified by the time that the operator set. */
record RestoreTask(RestoreAction kind, Instant at) {
    enum RestoreAction {
        RESTORED,
        TELL_AGAIN
    }
}
