package dev.albireo.credentials.restore;

import io.smallrye.config.ConfigMapping;
import java.time.Instant;
import java.util.Optional;

/** What is to be set right at the next start, once: set to a new time where it is needed again. */
@ConfigMapping(prefix = "albireo.restore")
public interface RestoreConfig {
    /**
     * When a database was last restored from a backup, such as {@code 2026-11-22T18:00:00Z}: all sessions end, and everything is told again
     * as newer than what was told before.
     */
    Optional<Instant> at();

    /** When events were lost or a consumer was made anew: every user and AuthConfig is told again as it is. */
    Optional<Instant> tellAgain();
}
