package dev.albireo.oauth.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.albireo.oauth.key.StoredKey.State;
import dev.albireo.outbox.Notifications;
import dev.albireo.protocol.DataKey;
import dev.albireo.protocol.JwsSigning;
import dev.albireo.web.Problem;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * The signing keys as this replica has them: in memory, looked at again when Postgres tells of a change and every half minute, moved on
 * when it is time.
 */
@ApplicationScoped
public class SigningKeys {

    private final KeyStore store;
    private final Rotation rotation;
    private final DataKey dataKey;
    private final Vertx vertx;
    private final Clock clock;
    private final SecureRandom random;
    private final KeyMeters meters;
    private final AtomicReference<Optional<Loaded>> loaded = new AtomicReference<>(Optional.empty());

    private record Loaded(KeyRing ring, Buffer document) {}

    SigningKeys(KeyStore store, KeyConfig config, Vertx vertx, Clock clock, SecureRandom random, KeyMeters meters) {
        this.store = store;
        this.rotation = Rotation.of(config);
        this.dataKey = DataKey.ofBase64(config.data());
        this.vertx = vertx;
        this.clock = clock;
        this.random = random;
        this.meters = meters;
    }

    void start(@Observes StartupEvent started, Notifications notifications) {
        notifications.listen("signing_key", changed -> refresh());
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
                .chain(keys -> move(keys, own -> rotation.isDue(own, now), now))
                .invoke(this::load)
                .replaceWithVoid();
    }

    /**
     * All keys move on now, and what the retired ones signed stays good; what signs from now on, by algorithm. Refused where somebody
     * may not know the next keys yet.
     */
    Uni<Map<String, String>> rotate() {
        Instant now = clock.instant();
        return store.all()
                .invoke(keys -> mustBeKnown(keys, now))
                .chain(keys -> move(keys, own -> Rotation.mayMove(own, now), now))
                .invoke(this::load)
                .chain(this::ring)
                .map(KeyRing::kids);
    }

    private static void mustBeKnown(List<StoredKey> keys, Instant now) {
        boolean known = Arrays.stream(SigningAlgorithm.values())
                .allMatch(algorithm -> Rotation.mayMove(algorithm.among(keys), now));
        if (!known) {
            throw Problem.CONFLICT.because(
                    "the next keys are published, but not long enough for everybody to know them; " + "try again in "
                            + Rotation.CACHED.toMinutes() + " minutes");
        }
    }

    private Uni<List<StoredKey>> move(List<StoredKey> keys, Predicate<List<StoredKey>> due, Instant now) {
        Uni<List<StoredKey>> moved = Uni.createFrom().item(keys);
        for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
            List<StoredKey> own = algorithm.among(keys);
            if (due.test(own)) {
                moved = moved.chain(() -> move(algorithm, own.isEmpty(), due, now));
            }
        }
        return moved;
    }

    private Uni<List<StoredKey>> move(
            SigningAlgorithm algorithm, boolean first, Predicate<List<StoredKey>> due, Instant now) {
        Uni<Optional<StoredKey>> spare = first
                ? generate(algorithm, now).map(Optional::of)
                : Uni.createFrom().item(Optional.empty());
        return generate(algorithm, now)
                .chain(next -> spare.chain(extra ->
                        store.rotate(new KeyStore.Move(algorithm, due, next, extra, rotation.forgetBefore(now), now))));
    }

    private Uni<Loaded> current() {
        return loaded.get()
                .map(Uni.createFrom()::item)
                .orElseGet(() -> refresh().map(done -> loaded.get().orElseThrow()));
    }

    private void load(List<StoredKey> keys) {
        meters.seen(keys, rotation);
        List<StoredKey> active =
                keys.stream().filter(key -> key.state() == State.ACTIVE).toList();
        JWKSet published = new JWKSet(keys.stream().map(SigningKeys::publicKey).toList());
        boolean unchanged = loaded.get()
                .map(Loaded::ring)
                .filter(before -> before.published().equals(published))
                .filter(before -> active.stream().allMatch(key -> before.signsWith(key.kid())))
                .isPresent();
        if (!unchanged) {
            Map<SigningAlgorithm, KeyRing.Active> signing = new EnumMap<>(SigningAlgorithm.class);
            for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
                signing.put(algorithm, imported(algorithm, algorithm.among(active)));
            }
            KeyRing ring = new KeyRing(signing, published);
            loaded.set(Optional.of(new Loaded(ring, ring.document())));
        }
    }

    private KeyRing.Active imported(SigningAlgorithm algorithm, List<StoredKey> active) {
        StoredKey key = active.stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no signing key is active for " + algorithm.value()));
        if (!key.dataKeyId().equals(dataKey.id())) {
            throw new IllegalStateException("the signing keys were encrypted with albireo.keys.data " + key.dataKeyId()
                    + ", configured is " + dataKey.id());
        }
        try {
            String jwk = new String(dataKey.open(key.sealedJwk().getBytes(), key.kid()), UTF_8);
            return new KeyRing.Active(key.kid(), JwsSigning.with(JWK.parse(jwk)));
        } catch (ParseException | IllegalArgumentException e) {
            throw new IllegalStateException("a signing key cannot be read", e);
        }
    }

    /** RSA takes a tenth of a second or more, so never on the event loop. */
    private Uni<StoredKey> generate(SigningAlgorithm algorithm, Instant now) {
        return vertx.executeBlocking(() -> {
            JWK key = algorithm.generate(random);
            byte[] sealed = dataKey.seal(key.toJSONString().getBytes(UTF_8), key.getKeyID(), random);
            return new StoredKey(
                    key.getKeyID(),
                    algorithm.value(),
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
