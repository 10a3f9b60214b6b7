package dev.albireo.credentials.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Codes that are delivered to users. */
@ConfigMapping(prefix = "albireo.delivered-codes")
public interface DeliveryConfig {
    /** How long a code is valid; nothing is sent afterwards. */
    @WithDefault("PT5M")
    Duration life();

    /** The pause before the user may request another one. */
    @WithDefault("PT30S")
    Duration pause();
}
