package dev.albireo.credentials.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The lifetimes of sessions. */
@ConfigMapping(prefix = "albireo.session")
public interface SessionConfig {
    /** The idle timeout of a session. */
    @WithDefault("PT1H")
    Duration idle();

    /** The maximum lifetime of a session. */
    @WithDefault("PT12H")
    Duration absolute();
}
