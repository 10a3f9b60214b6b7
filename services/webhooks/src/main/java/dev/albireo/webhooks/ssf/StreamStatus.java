package dev.albireo.webhooks.ssf;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The status of an event stream (Shared Signals Framework 1.0 section 8.1.2). */
enum StreamStatus {
    /** Events are delivered. */
    ENABLED,

    /** Events are held until the stream is enabled. */
    PAUSED,

    /** Events are neither delivered nor held. */
    DISABLED;

    /** Returns its word in JSON and in the database. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the status of this word. */
    static Optional<StreamStatus> of(String word) {
        return Stream.of(values()).filter(status -> status.word().equals(word)).findFirst();
    }
}
