package dev.albireo.credentials.restore;

import io.smallrye.config.ConfigMapping;
import java.time.Instant;
import java.util.Optional;

/** Recovery tasks of the next start, each run once: set a new time to run it again. */
@ConfigMapping(prefix = "albireo.restore")
public interface SessionRestoreConfig {
    /**
     * When a database was last restored from a backup, such as {@code 2026-11-22T18:00:00Z}: all sessions end, and every state is published
     * again with a newer version than before.
     */
    Optional<Instant> at();

    /** When events were lost or a consumer was created anew: every user and AuthConfig is published again unchanged. */
    Optional<Instant> tellAgain();
}
