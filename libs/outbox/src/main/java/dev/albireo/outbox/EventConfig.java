package dev.albireo.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/** How events are signed, and how often the outbox is looked at when nobody calls. */
@ConfigMapping(prefix = "albireo.events")
public interface EventConfig {
    /** For each service whose events are written or read here, its MAC key: 32 bytes in base64. */
    Map<String, String> macKeys();

    /** The pause between looks at the outbox when no notification comes. */
    @WithDefault("PT1S")
    Duration poll();

    /** How many events one transaction of the relay publishes at most. */
    @WithDefault("200")
    int batch();
}
