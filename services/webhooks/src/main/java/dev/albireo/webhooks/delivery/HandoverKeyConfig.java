package dev.albireo.webhooks.delivery;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** The key that decrypts secrets from credentials. */
@ConfigMapping(prefix = "albireo.keys")
interface HandoverKeyConfig {
    /** 32 bytes in base64, the same in credentials and webhooks: decrypts the parts of events that are for this service alone. */
    String delivery();

    /** Other values of {@code albireo.keys.delivery}: they decrypt too, and what they encrypted is encrypted anew. */
    Optional<List<String>> deliveryEarlier();
}
