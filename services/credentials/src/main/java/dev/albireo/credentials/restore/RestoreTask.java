package dev.albireo.credentials.restore;

import java.time.Instant;

/** Something to be done once, known by the time that the operator gave it. */
record RestoreTask(Kind kind, Instant at) {
    enum Kind {
        RESTORED,
        TELL_AGAIN
    }
}
