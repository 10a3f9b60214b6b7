package dev.albireo.credentials.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long people stay signed in. */
@ConfigMapping(prefix = "albireo.session")
public interface SessionConfig {
    /** How long a session may lie unused. */
    @WithDefault("PT1H")
    Duration idle();

    /** How long a session lives at most. */
    @WithDefault("PT12H")
    Duration absolute();
}
