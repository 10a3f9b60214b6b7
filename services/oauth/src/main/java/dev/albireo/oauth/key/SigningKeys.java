package dev.albireo.oauth.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.albireo.oauth.key.StoredKey.State;
import dev.albireo.protocol.DataKey;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The signing keys as this replica has them: in memory, looked at again every half minute, moved on when it is time. */
@ApplicationScoped
public class SigningKeys {
    private static final int RSA_BITS = 2048;

    private final KeyStore store;
    private final Rotation rotation;
    private final DataKey dataKey;
    private final Vertx vertx;
    private final Clock clock;
    private final SecureRandom random;
    private final AtomicReference<Optional<Loaded>> loaded = new AtomicReference<>(Optional.empty());

    private record Loaded(KeyRing ring, Buffer document) {}

    SigningKeys(KeyStore store, KeyConfig config, Vertx vertx, Clock clock, SecureRandom random) {
        this.store = store;
        this.rotation = Rotation.of(config);
        this.dataKey = DataKey.ofBase64(config.data());
        this.vertx = vertx;
        this.clock = clock;
        this.random = random;
    }

    /** The keys as last seen; waits for the database only until they were loaded once. */
    public Uni<KeyRing> ring() {
        return current().map(Loaded::ring);
    }

    /** The JWK Set document. */
    Uni<Buffer> document() {
        return current().map(Loaded::document);
    }

    /** Whether this replica can sign. */
    boolean ready() {
        return loaded.get().isPresent();
    }

    /** Takes over what another replica changed, makes the first keys, or rotates. Runs at start and then on a schedule. */
    @Scheduled(every = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> refresh() {
        Instant now = clock.instant();
        return store.all()
                .chain(keys -> rotation.isDue(keys, now)
                        ? rotate(now, keys.isEmpty())
                        : Uni.createFrom().item(keys))
                .invoke(this::load)
                .replaceWithVoid();
    }

    private Uni<List<StoredKey>> rotate(Instant now, boolean first) {
        Uni<Optional<StoredKey>> spare =
                first ? generate(now).map(Optional::of) : Uni.createFrom().item(Optional.empty());
        return generate(now).chain(next -> spare.chain(extra -> store.rotate(rotation, next, extra, now)));
    }

    private Uni<Loaded> current() {
        return loaded.get()
                .map(Uni.createFrom()::item)
                .orElseGet(() -> refresh().map(done -> loaded.get().orElseThrow()));
    }

    private void load(List<StoredKey> keys) {
        StoredKey active = keys.stream()
                .filter(key -> key.state() == State.ACTIVE)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no signing key is active"));
        JWKSet published = new JWKSet(keys.stream().map(SigningKeys::publicKey).toList());
        boolean unchanged = loaded.get()
                .filter(before -> before.ring().kid().equals(active.kid()))
                .filter(before -> before.ring().published().equals(published))
                .isPresent();
        if (!unchanged) {
            KeyRing ring = new KeyRing(active.kid(), JWSAlgorithm.parse(active.algorithm()), signer(active), published);
            loaded.set(Optional.of(new Loaded(ring, ring.document())));
        }
    }

    private RSASSASigner signer(StoredKey key) {
        if (!key.dataKeyId().equals(dataKey.id())) {
            throw new IllegalStateException("the signing keys were encrypted with albireo.keys.data " + key.dataKeyId()
                    + ", configured is " + dataKey.id());
        }
        try {
            String jwk = new String(dataKey.open(key.sealedJwk().getBytes(), key.kid()), UTF_8);
            return new RSASSASigner(RSAKey.parse(jwk).toPrivateKey());
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException("a signing key cannot be read", e);
        }
    }

    /** Takes a tenth of a second or more, so never on the event loop. */
    private Uni<StoredKey> generate(Instant now) {
        return vertx.executeBlocking(() -> {
            RSAKey key = new RSAKeyGenerator(RSA_BITS)
                    .secureRandom(random)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .generate();
            byte[] sealed = dataKey.seal(key.toJSONString().getBytes(UTF_8), key.getKeyID(), random);
            return new StoredKey(
                    key.getKeyID(),
                    JWSAlgorithm.RS256.getName(),
                    State.NEXT,
                    key.toPublicJWK().toJSONString(),
                    Buffer.buffer(sealed),
                    dataKey.id(),
                    now,
                    null,
                    null);
        });
    }

    private static JWK publicKey(StoredKey key) {
        try {
            return JWK.parse(key.publicJwk());
        } catch (ParseException e) {
            throw new IllegalStateException("a public key cannot be read", e);
        }
    }
}
