package dev.albireo.webhooks.event;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The deliveries of events to subscribers. */
@ConfigMapping(prefix = "albireo.webhooks")
interface WebhookDeliveryConfig {
    /** How long a delivery is attempted, from its first attempt on. */
    @WithDefault("P3D")
    Duration giveUpAfter();
}
