package dev.albireo.oauth.restore;

import io.smallrye.config.ConfigMapping;
import java.time.Instant;
import java.util.Optional;

/** What is to be set right at the next start, once. */
@ConfigMapping(prefix = "albireo.restore")
public interface RestoreConfig {
    /**
     * When a database, this one or that of credentials, was last restored from a backup: every session that began before is over, whatever is
     * told of it.
     */
    Optional<Instant> at();
}
