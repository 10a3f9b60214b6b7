package dev.albireo.webhooks.subscription;

import dev.albireo.web.PositiveInt;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The limits of webhook subscriptions. */
@ConfigMapping(prefix = "albireo.webhooks")
interface SubscriptionConfig {
    /** The maximum number of subscriptions; each is compared with every event. */
    @WithDefault("100")
    @WithConverter(PositiveInt.class)
    int maxSubscriptions();

    /** How long requests are signed with the previous key too after a key is replaced, where the subscription does not say. */
    @WithDefault("P1D")
    Duration secretOverlap();
}
