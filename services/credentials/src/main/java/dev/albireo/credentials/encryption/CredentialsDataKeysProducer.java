package dev.albireo.credentials.encryption;

import dev.albireo.protocol.DataKeys;
import dev.albireo.protocol.JweKeys;
import dev.albireo.secret.SecretSettings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/**
 * Reads the keys of this service: the data keys encrypt what its database must not disclose, the delivery keys what is for the webhooks
 * service alone.
 */
class CredentialsDataKeysProducer {
    @Produces
    @Singleton
    static Supplier<DataKeys> dataKeys(SecretSettings secrets) {
        return secrets.keys("albireo.keys.data", DataKeys::ofBase64);
    }

    @Produces
    @Singleton
    static Supplier<JweKeys> deliveryKeys(SecretSettings secrets) {
        return secrets.keys("albireo.keys.delivery", JweKeys::ofBase64);
    }
}
