package dev.albireo.oauth.restore;

import io.smallrye.config.ConfigMapping;
import java.time.Instant;
import java.util.Optional;

/** Recovery after a restore, once at the next start. */
@ConfigMapping(prefix = "albireo.restore")
public interface GrantRestoreConfig {
    /**
     * When a database, this one or that of credentials, was last restored from a backup: every session that began before ends, whatever
     * events say of it.
     */
    Optional<Instant> at();
}
