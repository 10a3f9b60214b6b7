package dev.albireo.oauth.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.jwk.JWK;
import dev.albireo.oauth.key.StoredKey.KeyState;
import dev.albireo.protocol.DataKeys;
import dev.albireo.protocol.DataKeys.EncryptedValue;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.core.Vertx;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Generates and decrypts signing keys: a stored private part is encrypted with {@code albireo.keys.data}. */
@Singleton
class PrivateKeys {
    private final Supplier<DataKeys> dataKeys;
    private final Vertx vertx;
    private final SecureRandom random;

    PrivateKeys(Supplier<DataKeys> dataKeys, Vertx vertx, SecureRandom random) {
        this.dataKeys = dataKeys;
        this.vertx = vertx;
        this.random = random;
    }

    /**
     * Generates one key pair for each algorithm, in parallel. RSA takes a tenth of a second or more, so this never runs on the event loop.
     */
    Uni<List<StoredKey>> generate(List<SigningAlgorithm> algorithms, Instant now) {
        return algorithms.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Uni.join()
                        .all(algorithms.stream()
                                .map(algorithm -> vertx.executeBlocking(() -> generate(algorithm, now), false))
                                .toList())
                        .andFailFast();
    }

    private StoredKey generate(SigningAlgorithm algorithm, Instant now) {
        JWK key = algorithm.generate(random);
        EncryptedValue encrypted = dataKeys.get().encrypt(key.toJSONString().getBytes(UTF_8), key.getKeyID(), random);
        return new StoredKey(
                key.getKeyID(),
                algorithm.value(),
                KeyState.NEXT,
                key.toPublicJWK().toJSONString(),
                Buffer.buffer(encrypted.bytes()),
                encrypted.keyId(),
                now,
                null,
                null);
    }

    /** Returns those of these keys that an earlier {@code albireo.keys.data} encrypted, encrypted with the current one. */
    List<StoredKey> reencrypted(List<StoredKey> keys) {
        DataKeys now = dataKeys.get();
        return keys.stream()
                .filter(key -> !key.dataKeyId().equals(now.currentId()) && now.includes(key.dataKeyId()))
                .map(key -> reencrypted(key, now))
                .toList();
    }

    private StoredKey reencrypted(StoredKey key, DataKeys now) {
        EncryptedValue encrypted = now.encrypt(bytes(key, now), key.kid(), random);
        return key.withEncryptedJwk(Buffer.buffer(encrypted.bytes()), encrypted.keyId());
    }

    /**
     * Returns the whole key pair.
     *
     * @throws IllegalStateException if it was encrypted with a key that is not configured
     */
    JWK decrypt(StoredKey key) {
        try {
            return JWK.parse(new String(bytes(key, dataKeys.get()), UTF_8));
        } catch (ParseException e) {
            throw new IllegalStateException("signing key " + key.kid() + " cannot be read", e);
        }
    }

    private static byte[] bytes(StoredKey key, DataKeys now) {
        if (!now.includes(key.dataKeyId())) {
            throw new IllegalStateException("signing key " + key.kid() + " was encrypted with albireo.keys.data "
                    + key.dataKeyId() + ", configured is " + now.currentId());
        }
        return now.decrypt(
                new EncryptedValue(key.dataKeyId(), key.encryptedJwk().getBytes()), key.kid());
    }
}
