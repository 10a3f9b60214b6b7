package dev.albireo.oauth.key;

import dev.albireo.oauth.key.StoredKey.KeyState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The age of the active keys, and the time of the next rotation: of the keys that this replica last saw, at the time of the scrape. */
@Singleton
class KeyMeters {
    private final Clock clock;
    private final AtomicReference<Map<SigningAlgorithm, SigningPeriod>> update = new AtomicReference<>(Map.of());

    /** The active key of one algorithm: the beginning and the end of its signing period. */
    private record SigningPeriod(Optional<Instant> since, Optional<Instant> until) {}

    KeyMeters(MeterRegistry meters, Clock clock) {
        this.clock = clock;
        for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
            Gauge.builder("albireo.signing.key.age", this, keys -> keys.age(algorithm))
                    .baseUnit("seconds")
                    .tag("alg", algorithm.value())
                    .register(meters);
            Gauge.builder("albireo.signing.key.rotation", this, keys -> keys.left(algorithm))
                    .baseUnit("seconds")
                    .tag("alg", algorithm.value())
                    .register(meters);
        }
    }

    /** Sets the current keys. */
    void update(List<StoredKey> keys, KeyRotationSchedule rotation) {
        Map<SigningAlgorithm, SigningPeriod> now = new EnumMap<>(SigningAlgorithm.class);
        for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
            List<StoredKey> own = algorithm.among(keys);
            Optional<Instant> since = own.stream()
                    .filter(key -> key.state() == KeyState.ACTIVE)
                    .findFirst()
                    .map(StoredKey::activatedAt);
            now.put(algorithm, new SigningPeriod(since, rotation.dueAt(own)));
        }
        update.set(now);
    }

    private double age(SigningAlgorithm algorithm) {
        return of(algorithm)
                .flatMap(SigningPeriod::since)
                .map(since -> seconds(since, clock.instant()))
                .orElse(Double.NaN);
    }

    private double left(SigningAlgorithm algorithm) {
        return of(algorithm)
                .flatMap(SigningPeriod::until)
                .map(until -> seconds(clock.instant(), until))
                .orElse(Double.NaN);
    }

    private Optional<SigningPeriod> of(SigningAlgorithm algorithm) {
        return Optional.ofNullable(update.get().get(algorithm));
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }
}
