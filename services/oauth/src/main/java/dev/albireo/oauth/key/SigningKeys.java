package dev.albireo.oauth.key;

import com.nimbusds.jose.jwk.JWKSet;
import dev.albireo.oauth.key.StoredKey.KeyState;
import dev.albireo.outbox.Notifications;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * The signing keys of this replica: in memory, reloaded when PostgreSQL notifies of a change and every few seconds, and rotated when due.
 */
@Singleton
public class SigningKeys {
    private final KeyStore store;
    private final KeyRotationSchedule rotation;
    private final OfferedAlgorithms offered;
    private final PrivateKeys privateKeys;
    private final Clock clock;
    private final KeyMeters meters;
    private final AtomicReference<Optional<Loaded>> loaded = new AtomicReference<>(Optional.empty());

    private final AtomicLong moments = new AtomicLong();

    private record Loaded(KeyRing ring, Buffer document, long moment) {}

    SigningKeys(
            KeyStore store,
            KeyConfig config,
            OfferedAlgorithms offered,
            PrivateKeys privateKeys,
            Clock clock,
            KeyMeters meters) {
        this.store = store;
        this.rotation = KeyRotationSchedule.of(config);
        this.offered = offered;
        this.privateKeys = privateKeys;
        this.clock = clock;
        this.meters = meters;
    }

    void start(@Observes StartupEvent started, Notifications notifications) {
        notifications.listen("signing_key", changed -> reload());
    }

    /** Returns the last loaded keys; waits for the database only until the first load. */
    public Uni<KeyRing> ring() {
        return current().map(Loaded::ring);
    }

    /** Returns the JWK Set document. */
    Uni<Buffer> document() {
        return current().map(Loaded::document);
    }

    /** Returns whether this replica can sign. */
    boolean ready() {
        return loaded.get().isPresent();
    }

    /**
     * Reloads on a schedule as {@link #reload()} does, so that a change arrives within seconds without a notification too; and encrypts anew
     * what an earlier {@code albireo.keys.data} encrypted.
     */
    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> refresh() {
        return reloaded().chain(keys -> store.updateEncryption(privateKeys.reencrypted(keys)));
    }

    /** Loads changes of other replicas, generates missing keys, rotates, and deletes keys at the end of their retirement. */
    private Uni<Void> reload() {
        return reloaded().replaceWithVoid();
    }

    private Uni<List<StoredKey>> reloaded() {
        Instant now = clock.instant();
        long moment = moment();
        return store.all()
                .call(privateKeys::load)
                .chain(keys -> isDue(keys, now)
                        ? changed(keys, moment, now).call(privateKeys::load)
                        : Uni.createFrom().item(keys))
                .invoke(keys -> use(keys, moment));
    }

    /**
     * Makes the scheduled change. The stored keys are used before, because the generation of new ones takes time, and a key that another
     * replica has revoked must not sign or verify meanwhile. Keys that cannot be decrypted do not prevent the change.
     */
    private Uni<List<StoredKey>> changed(List<StoredKey> keys, long moment, Instant now) {
        return Uni.createFrom()
                .item(() -> use(keys, moment))
                .onFailure(IllegalStateException.class)
                .recoverWithNull()
                .chain(() -> applySchedule(keys, now));
    }

    private boolean isDue(List<StoredKey> keys, Instant now) {
        return Arrays.stream(SigningAlgorithm.values())
                .anyMatch(algorithm -> offered.contains(algorithm)
                        ? rotation.isDue(algorithm.among(keys), now)
                        : rotation.isWithdrawalDue(algorithm.among(keys), now));
    }

    /** Keys are generated before the transaction, which decides again under the lock whether they are needed. */
    private Uni<List<StoredKey>> applySchedule(List<StoredKey> stored, Instant now) {
        List<SigningAlgorithm> missing = Arrays.stream(SigningAlgorithm.values())
                .filter(offered::contains)
                .flatMap(algorithm ->
                        Collections.nCopies(rotation.missing(algorithm.among(stored), now), algorithm).stream())
                .toList();
        return privateKeys
                .generate(missing, now)
                .chain(generated -> store.change(
                                keys -> SigningAlgorithm.all(algorithm -> decide(algorithm, keys, generated, now)),
                                Optional.empty())
                        .call(kept -> privateKeys.discard(
                                Stream.concat(stored.stream(), generated.stream())
                                        .toList(),
                                kept)));
    }

    private KeyChange decide(SigningAlgorithm algorithm, List<StoredKey> keys, List<StoredKey> generated, Instant now) {
        List<StoredKey> own = algorithm.among(keys);
        return offered.contains(algorithm)
                ? rotation.scheduled(own, algorithm.among(generated), now)
                : rotation.withdrawn(own, now);
    }

    private Uni<Loaded> current() {
        return loaded.get()
                .map(Uni.createFrom()::item)
                .orElseGet(() -> refresh().map(done -> loaded.get().orElseThrow()));
    }

    /** Returns the present moment, before keys are read, for {@link #use(List, long)}. */
    long moment() {
        return moments.incrementAndGet();
    }

    /** Sets the keys as a transaction has left them; returns the active ids by algorithm. */
    Uni<Map<String, String>> use(List<StoredKey> stored) {
        long moment = moment();
        return privateKeys.load(stored).map(loaded -> use(stored, moment));
    }

    /**
     * Sets the keys that were read after {@code moment}, unless later ones are set: concurrent reads may end in another order, and an outdated
     * one would bring a revoked key back. Returns the active ids by algorithm. A key that cannot be decrypted does not prevent the deletion of another: until it
     * can, its predecessor signs if that may still verify.
     *
     * @throws IllegalStateException if a key that should sign cannot be decrypted
     */
    Map<String, String> use(List<StoredKey> stored, long moment) {
        Instant now = clock.instant();
        List<StoredKey> keys =
                stored.stream().filter(key -> rotation.isPublished(key, now)).toList();
        meters.update(keys, rotation);
        JWKSet published = new JWKSet(keys.stream().map(StoredKey::publicKey).toList());
        Map<SigningAlgorithm, ActiveSigningKey> signing = new EnumMap<>(SigningAlgorithm.class);
        Optional<IllegalStateException> unreadable = Optional.empty();
        for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
            if (!offered.contains(algorithm)) {
                continue;
            }
            try {
                KeyRotationSchedule.in(KeyState.ACTIVE, algorithm.among(keys))
                        .map(key -> imported(algorithm, key))
                        .ifPresent(key -> signing.put(algorithm, key));
            } catch (IllegalStateException e) {
                unreadable = Optional.of(e);
                previous(algorithm)
                        .filter(key -> published.getKeyByKeyId(key.kid()) != null)
                        .ifPresent(key -> signing.put(algorithm, key));
            }
        }
        if (!signing.isEmpty()) {
            use(new KeyRing(signing, published), moment);
        }
        unreadable.ifPresent(problem -> {
            throw problem;
        });
        return loaded.get().map(Loaded::ring).map(KeyRing::kids).orElse(Map.of());
    }

    private void use(KeyRing ring, long moment) {
        loaded.updateAndGet(last -> last.filter(known -> known.moment() > moment)
                .or(() -> Optional.of(last.filter(known -> ring.isLike(known.ring()))
                        .map(known -> new Loaded(known.ring(), known.document(), moment))
                        .orElseGet(() -> new Loaded(ring, ring.document(), moment)))));
    }

    /** A private key is decrypted and imported once. */
    private ActiveSigningKey imported(SigningAlgorithm algorithm, StoredKey key) {
        return previous(algorithm)
                .filter(known -> known.kid().equals(key.kid()))
                .orElseGet(() -> new ActiveSigningKey(algorithm, key.kid(), privateKeys.signature(key)));
    }

    private Optional<ActiveSigningKey> previous(SigningAlgorithm algorithm) {
        return loaded.get().flatMap(known -> known.ring().signing(algorithm));
    }
}
