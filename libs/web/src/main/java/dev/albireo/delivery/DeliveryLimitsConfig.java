package dev.albireo.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The limits of deliveries in progress: of logout tokens in {@code oauth}, and of codes in {@code webhooks}. */
@ConfigMapping(prefix = "albireo.deliveries")
public interface DeliveryLimitsConfig {
    /** The maximum number of deliveries in progress, of all replicas together. */
    @WithDefault("50")
    int inProgress();

    /**
     * The maximum number of deliveries in progress to one receiver (a client, or the endpoint of an AuthConfig), of all replicas together.
     * Lower it for receivers that cannot process ten requests at a time.
     */
    @WithDefault("10")
    int perReceiver();
}
