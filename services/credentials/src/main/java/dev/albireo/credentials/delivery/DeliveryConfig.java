package dev.albireo.credentials.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Codes that are sent to people. */
@ConfigMapping(prefix = "albireo.delivered-codes")
public interface DeliveryConfig {
    /** How long a code is good; nothing is sent after it. */
    @WithDefault("PT5M")
    Duration life();

    /** How long somebody waits before asking for another one. */
    @WithDefault("PT30S")
    Duration pause();
}
