package dev.albireo.admin.deadletter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The retention of dead letters. */
@ConfigMapping(prefix = "albireo.dead-letters")
public interface DeadLetterConfig {
    /** How long a dead letter is listed, and can be replayed, after the last attempt of its service. */
    @WithDefault("P30D")
    Duration retention();
}
