package dev.albireo.credentials.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.albireo.protocol.DataKeys;
import dev.albireo.protocol.DataKeys.EncryptedValue;
import dev.albireo.protocol.JweKeys;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Supplier;

/** Encrypts and decrypts secrets. */
@Singleton
public class DataEncryption {
    private final Supplier<DataKeys> keys;
    private final Supplier<JweKeys> delivery;
    private final SecureRandom random;

    DataEncryption(Supplier<DataKeys> keys, Supplier<JweKeys> delivery, SecureRandom random) {
        this.keys = keys;
        this.delivery = delivery;
        this.random = random;
    }

    /** Encrypts a secret for this service's database; {@code context} identifies its owner and must be the same when it is decrypted. */
    public EncryptedValue encrypt(String secret, String context) {
        return keys.get().encrypt(secret.getBytes(UTF_8), context, random);
    }

    /**
     * Decrypts a secret that {@link #encrypt} returned.
     *
     * @throws IllegalStateException if its key is not configured, or the context differs
     */
    public String decrypt(EncryptedValue encrypted, String context) {
        return new String(keys.get().decrypt(encrypted, context), UTF_8);
    }

    /** Returns whether it was encrypted with an earlier key and should be encrypted anew. */
    public boolean isOutdated(EncryptedValue encrypted) {
        return !encrypted.keyId().equals(keys.get().currentId());
    }

    /** Returns the ids of the keys whose values should be encrypted anew. */
    public List<String> outdatedKeys() {
        return keys.get().earlierIds();
    }

    /** Returns a JWE for the webhooks service alone; {@code type} names its content. */
    public String forWebhooks(String json, String type) {
        return delivery.get().encrypt(json, type);
    }
}
