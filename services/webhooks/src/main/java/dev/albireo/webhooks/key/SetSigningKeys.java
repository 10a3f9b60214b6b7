package dev.albireo.webhooks.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.protocol.DataKeys;
import dev.albireo.protocol.DataKeys.EncryptedValue;
import dev.albireo.protocol.JwsSigning;
import dev.albireo.protocol.NativeCrypto;
import dev.albireo.webhooks.key.SetSigningKeyStore.SetKeyChange;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Signs security event tokens (RFC 8417) with RS256, which the CAEP Interoperability Profile 1.0 section 2.6 requires, and publishes the keys.
 * They are created when one is needed for the first time, and rotated when they are read, once a minute; of concurrent replicas one does it.
 */
@ApplicationScoped
public class SetSigningKeys {
    private static final JOSEObjectType TYPE = new JOSEObjectType("secevent+jwt");
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final int RSA_BITS = 2048;

    private final SetSigningKeyStore store;
    private final Supplier<DataKeys> dataKeys;
    private final SetKeySchedule schedule;
    private final SecureRandom random;
    private final Vertx vertx;
    private final Clock clock;
    private final AtomicReference<Optional<SetKeyRing>> cached = new AtomicReference<>(Optional.empty());

    SetSigningKeys(
            SetSigningKeyStore store,
            Supplier<DataKeys> dataKeys,
            SetSigningKeyConfig config,
            SecureRandom random,
            Vertx vertx,
            Clock clock) {
        this.store = store;
        this.dataKeys = dataKeys;
        this.schedule = new SetKeySchedule(config.rotateEvery(), config.keepRetired());
        this.random = random;
        this.vertx = vertx;
        this.clock = clock;
    }

    /** The keys as they were read at one moment. */
    private record SetKeyRing(List<String> kids, String kid, JWSSigner signer, JWKSet published, Instant readAt) {
        @Override
        public String toString() {
            return "SetKeyRing[" + kid + "]";
        }
    }

    /** Returns the tokens with these claims, in their order. Never signs on the event loop. */
    public Uni<List<String>> sign(List<JWTClaimsSet> tokens) {
        return tokens.isEmpty()
                ? Uni.createFrom().item(List.of())
                : ring().chain(ring -> vertx.executeBlocking(
                        () -> tokens.stream().map(claims -> sign(ring, claims)).toList(), false));
    }

    /** Rotates and encrypts anew what is there, so that an earlier {@code albireo.keys.data} can be dropped although nothing is signed. */
    @Scheduled(every = "60s", delayed = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> maintain() {
        return store.all()
                .chain(keys -> keys.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : read(clock.instant()).replaceWithVoid());
    }

    /** Returns the JWK Set document (RFC 7517 section 5). */
    public Uni<String> document() {
        return ring().map(ring -> ring.published().toString(true));
    }

    /** Returns how long the document may be cached. */
    public static Duration cacheable() {
        return SetKeySchedule.CACHED;
    }

    private static String sign(SetKeyRing ring, JWTClaimsSet claims) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(TYPE)
                .keyID(ring.kid())
                .build();
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(ring.signer());
        } catch (JOSEException e) {
            throw new IllegalStateException("the key cannot sign", e);
        }
        return token.serialize();
    }

    private Uni<SetKeyRing> ring() {
        Instant now = clock.instant();
        Optional<SetKeyRing> known =
                cached.get().filter(ring -> !now.isAfter(ring.readAt().plus(FRESH)));
        return known.isPresent() ? Uni.createFrom().item(known.get()) : read(now);
    }

    private Uni<SetKeyRing> read(Instant now) {
        return store.all()
                .chain(keys -> isChangeDue(keys, now)
                        ? change(keys, now)
                        : Uni.createFrom().item(keys))
                .map(keys -> cached.get()
                        .filter(ring -> ring.kids().equals(kids(keys))
                                && SetKeySchedule.signing(keys, now)
                                        .filter(key -> key.kid().equals(ring.kid()))
                                        .isPresent())
                        .map(ring -> new SetKeyRing(ring.kids(), ring.kid(), ring.signer(), ring.published(), now))
                        .orElseGet(() -> ring(keys, now)))
                .invoke(ring -> cached.set(Optional.of(ring)));
    }

    private static List<String> kids(List<StoredSetKey> keys) {
        return keys.stream().map(StoredSetKey::kid).toList();
    }

    private boolean isChangeDue(List<StoredSetKey> keys, Instant now) {
        return schedule.next(keys, now).isPresent()
                || !schedule.over(keys, now).isEmpty()
                || keys.stream().anyMatch(this::isOutdated);
    }

    private Uni<List<StoredSetKey>> change(List<StoredSetKey> before, Instant now) {
        Uni<Optional<StoredSetKey>> generated = schedule.next(before, now).isPresent()
                ? vertx.executeBlocking(() -> Optional.of(generate(now)), false)
                : Uni.createFrom().item(Optional.empty());
        return generated.chain(key -> store.change(keys -> new SetKeyChange(
                schedule.over(keys, now),
                schedule.next(keys, now)
                        .flatMap(from -> key.map(found -> new StoredSetKey(
                                found.kid(), found.publicJwk(), found.encrypted(), found.createdAt(), from))),
                keys.stream()
                        .filter(this::isOutdated)
                        .map(found -> found.with(encrypt(decrypt(found), found.kid())))
                        .toList())));
    }

    private boolean isOutdated(StoredSetKey key) {
        return dataKeys.get().earlierIds().contains(key.encrypted().keyId());
    }

    private StoredSetKey generate(Instant now) {
        try {
            RSAKey key = NativeCrypto.generating(new RSAKeyGenerator(RSA_BITS))
                    .secureRandom(random)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .generate();
            return new StoredSetKey(
                    key.getKeyID(),
                    key.toPublicJWK().toJSONString(),
                    encrypt(key.toJSONString(), key.getKeyID()),
                    now,
                    now);
        } catch (JOSEException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        }
    }

    private SetKeyRing ring(List<StoredSetKey> keys, Instant now) {
        StoredSetKey signing = SetKeySchedule.signing(keys, now)
                .orElseThrow(() -> new IllegalStateException("no key signs security event tokens"));
        List<JWK> published = new ArrayList<>();
        keys.forEach(key -> published.add(parse(key.publicJwk(), key.kid())));
        return new SetKeyRing(
                kids(keys),
                signing.kid(),
                JwsSigning.with(parse(decrypt(signing), signing.kid())),
                new JWKSet(published),
                now);
    }

    private EncryptedValue encrypt(String jwk, String kid) {
        return dataKeys.get().encrypt(jwk.getBytes(UTF_8), context(kid), random);
    }

    /**
     * Returns the whole key as JSON.
     *
     * @throws IllegalStateException if it was encrypted with a key that is not configured
     */
    private String decrypt(StoredSetKey key) {
        return new String(dataKeys.get().decrypt(key.encrypted(), context(key.kid())), UTF_8);
    }

    private static String context(String kid) {
        return "ssf-signing-key/" + kid;
    }

    private static JWK parse(String jwk, String kid) {
        try {
            return JWK.parse(jwk);
        } catch (ParseException e) {
            throw new IllegalStateException("signing key " + kid + " cannot be read", e);
        }
    }
}
