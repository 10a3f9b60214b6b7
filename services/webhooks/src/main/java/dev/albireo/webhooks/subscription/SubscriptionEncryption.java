package dev.albireo.webhooks.subscription;

import dev.albireo.protocol.DataKeys;
import dev.albireo.protocol.DataKeys.EncryptedValue;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** Encrypts the secrets of subscriptions for the database. */
@Singleton
public class SubscriptionEncryption {
    private final Supplier<DataKeys> keys;
    private final SecureRandom random;

    SubscriptionEncryption(Supplier<DataKeys> keys, SecureRandom random) {
        this.keys = keys;
        this.random = random;
    }

    EncryptedValue encrypt(UUID key, SubscriptionSecrets secrets) {
        return keys.get().encrypt(secrets.toBytes(), context(key), random);
    }

    /**
     * Decrypts what {@link #encrypt} returned for this subscription.
     *
     * @throws IllegalStateException if its key is not configured, or it belongs to another subscription
     */
    public SubscriptionSecrets decrypt(UUID key, EncryptedValue encrypted) {
        return SubscriptionSecrets.of(keys.get().decrypt(encrypted, context(key)));
    }

    /** Returns the ids of the keys whose values should be encrypted anew. */
    List<String> outdatedKeys() {
        return keys.get().earlierIds();
    }

    private static String context(UUID key) {
        return "webhook-subscription/" + key;
    }
}
