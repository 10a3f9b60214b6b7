package dev.albireo.credentials.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.albireo.protocol.DataKeys;
import dev.albireo.protocol.DataKeys.EncryptedValue;
import dev.albireo.protocol.JweKey;
import jakarta.inject.Singleton;
import java.security.SecureRandom;

/** Encrypts and decrypts secrets. */
@Singleton
public class DataEncryption {
    private final DataKeys keys;
    private final JweKey delivery;
    private final SecureRandom random;

    DataEncryption(DataKeys keys, DataKeyConfig config, SecureRandom random) {
        this.keys = keys;
        this.delivery = JweKey.ofBase64(config.delivery());
        this.random = random;
    }

    /** Encrypts a secret for this service's database; {@code context} identifies its owner and must be the same when it is decrypted. */
    public EncryptedValue encrypt(String secret, String context) {
        return keys.encrypt(secret.getBytes(UTF_8), context, random);
    }

    /**
     * Decrypts a secret that {@link #encrypt} returned.
     *
     * @throws IllegalStateException if its key is not configured, or the context differs
     */
    public String decrypt(EncryptedValue encrypted, String context) {
        return new String(keys.decrypt(encrypted, context), UTF_8);
    }

    /** Returns whether it was encrypted with an earlier key and should be encrypted anew. */
    public boolean isOutdated(EncryptedValue encrypted) {
        return !encrypted.keyId().equals(keys.currentId());
    }

    /** Returns a JWE for the webhooks service alone; {@code type} names its content. */
    public String forWebhooks(String json, String type) {
        return delivery.encrypt(json, type);
    }
}
