package dev.albireo.oauth.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64URL;
import dev.albireo.oauth.key.StoredKey.KeyState;
import dev.albireo.protocol.OAuthError;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.WorkerExecutor;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Private parts in a PKCS#11 token, where they are generated and sign. Every call of the token is on one of a few threads of their own.
 * Keys that are in the database, from before the token was configured, are used from there until they are deleted.
 */
final class Pkcs11PrivateKeys implements PrivateKeys {
    private static final Logger LOG = Logger.getLogger(Pkcs11PrivateKeys.class);

    private final Pkcs11Token token;
    private final PrivateKeys database;
    private final Pkcs11Config config;
    private final WorkerExecutor threads;
    private final AtomicInteger signing = new AtomicInteger();

    /** The token's handles of keys by their ids. */
    private final Map<String, PrivateKey> found = new ConcurrentHashMap<>();

    Pkcs11PrivateKeys(Pkcs11Token token, PrivateKeys database, Pkcs11Config config, Vertx vertx) {
        this.token = token;
        this.database = database;
        this.config = config;
        this.threads = vertx.createSharedWorkerExecutor("pkcs11", config.sessions());
    }

    @Override
    public Uni<List<StoredKey>> generate(List<SigningAlgorithm> algorithms, Instant now) {
        if (!config.generate()) {
            return database.generate(algorithms, now);
        }
        return algorithms.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Uni.join()
                        .all(algorithms.stream()
                                .map(algorithm -> threads.executeBlocking(() -> generate(algorithm, now), false))
                                .toList())
                        .andFailFast();
    }

    private StoredKey generate(SigningAlgorithm algorithm, Instant now) throws GeneralSecurityException {
        JWK key = token.generate(algorithm, now);
        return new StoredKey(
                key.getKeyID(),
                algorithm.value(),
                KeyState.NEXT,
                key.toJSONString(),
                Buffer.buffer(),
                StoredKey.IN_TOKEN,
                now,
                null,
                null);
    }

    @Override
    public Uni<Void> load(List<StoredKey> keys) {
        List<String> missing = keys.stream()
                .filter(key -> key.isInToken() && key.state() != KeyState.RETIRED && !found.containsKey(key.kid()))
                .map(StoredKey::kid)
                .toList();
        return missing.isEmpty()
                ? Uni.createFrom().voidItem()
                : run(() -> {
                    for (String kid : missing) {
                        try {
                            key(kid);
                        } catch (GeneralSecurityException | ProviderException e) {
                            LOG.errorf("signing key not found in the pkcs#11 token kid=%s cause=%s", kid, e);
                        }
                    }
                });
    }

    @Override
    public Uni<Void> discard(List<StoredKey> known, List<StoredKey> stored) {
        Set<String> kept = stored.stream().map(StoredKey::kid).collect(Collectors.toSet());
        List<String> unused = known.stream()
                .filter(key -> key.isInToken() && !kept.contains(key.kid()))
                .map(StoredKey::kid)
                .toList();
        return unused.isEmpty()
                ? Uni.createFrom().voidItem()
                : run(() -> {
                    for (String kid : unused) {
                        try {
                            found.remove(kid);
                            token.delete(kid);
                        } catch (GeneralSecurityException | ProviderException e) {
                            LOG.warnf("signing key not deleted from the pkcs#11 token kid=%s cause=%s", kid, e);
                        }
                    }
                });
    }

    private Uni<Void> run(Runnable calls) {
        return threads.executeBlocking(
                        () -> {
                            calls.run();
                            return true;
                        },
                        false)
                .replaceWithVoid();
    }

    @Override
    public JwsSignature signature(StoredKey key) {
        if (!key.isInToken()) {
            return database.signature(key);
        }
        if (!found.containsKey(key.kid())) {
            throw new IllegalStateException("signing key " + key.kid() + " is not in the PKCS#11 token");
        }
        return (header, input) -> sign(key.kid(), header, input);
    }

    private Uni<Base64URL> sign(String kid, JWSHeader header, byte[] input) {
        return Uni.createFrom().deferred(() -> {
            if (signing.incrementAndGet() > config.sessions() + config.queue()) {
                signing.decrementAndGet();
                throw OAuthError.TEMPORARILY_UNAVAILABLE.because(
                        "too many signatures are waiting, try again in a moment");
            }
            return threads.executeBlocking(() -> signNow(kid, header, input), false);
        });
    }

    /** After a failure the key is looked for again, because a token that was away has other handles. */
    private Base64URL signNow(String kid, JWSHeader header, byte[] input)
            throws GeneralSecurityException, JOSEException {
        try {
            return token.sign(key(kid), header, input);
        } catch (JOSEException | ProviderException e) {
            found.remove(kid);
            throw e;
        } finally {
            signing.decrementAndGet();
        }
    }

    private PrivateKey key(String kid) throws GeneralSecurityException {
        PrivateKey known = found.get(kid);
        if (known != null) {
            return known;
        }
        PrivateKey key = token.find(kid);
        found.put(kid, key);
        return key;
    }

    @Override
    public List<StoredKey> reencrypted(List<StoredKey> keys) {
        return database.reencrypted(keys);
    }
}
