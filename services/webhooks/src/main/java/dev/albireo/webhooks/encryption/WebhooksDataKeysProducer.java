package dev.albireo.webhooks.encryption;

import dev.albireo.protocol.DataKeys;
import dev.albireo.secret.SecretSettings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/** Reads the data keys of this service, which encrypt what its database must not disclose, from the settings. */
class WebhooksDataKeysProducer {
    @Produces
    @Singleton
    static Supplier<DataKeys> dataKeys(SecretSettings secrets) {
        return secrets.keys("albireo.keys.data", DataKeys::ofBase64);
    }
}
