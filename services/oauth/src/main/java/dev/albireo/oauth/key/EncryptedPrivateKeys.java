package dev.albireo.oauth.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.jwk.JWK;
import dev.albireo.oauth.key.StoredKey.KeyState;
import dev.albireo.protocol.DataKeys;
import dev.albireo.protocol.DataKeys.EncryptedValue;
import dev.albireo.protocol.JwsSigning;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Private parts in the database, encrypted with {@code albireo.keys.data}. They are decrypted once, and sign in memory. */
@Singleton
@Typed(EncryptedPrivateKeys.class)
class EncryptedPrivateKeys implements PrivateKeys {
    private final Supplier<DataKeys> dataKeys;
    private final Vertx vertx;
    private final SecureRandom random;

    EncryptedPrivateKeys(Supplier<DataKeys> dataKeys, Vertx vertx, SecureRandom random) {
        this.dataKeys = dataKeys;
        this.vertx = vertx;
        this.random = random;
    }

    /** Generates in parallel. RSA takes a tenth of a second or more, so this never runs on the event loop. */
    @Override
    public Uni<List<StoredKey>> generate(List<SigningAlgorithm> algorithms, Instant now) {
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

    @Override
    public List<StoredKey> reencrypted(List<StoredKey> keys) {
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

    @Override
    public JwsSignature signature(StoredKey key) {
        JWSSigner signer = JwsSigning.with(decrypt(key));
        return (header, input) -> {
            try {
                return Uni.createFrom().item(signer.sign(header, input));
            } catch (JOSEException e) {
                throw new IllegalStateException("the active key cannot sign", e);
            }
        };
    }

    /**
     * Returns the whole key pair.
     *
     * @throws IllegalStateException if it was encrypted with a key that is not configured, or is not in the database
     */
    private JWK decrypt(StoredKey key) {
        if (key.isInToken()) {
            throw new IllegalStateException(
                    "signing key " + key.kid() + " is in a PKCS#11 token, albireo.keys.pkcs11.library is not set");
        }
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
