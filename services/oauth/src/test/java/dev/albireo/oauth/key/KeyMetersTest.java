package dev.albireo.oauth.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.oauth.key.StoredKey.KeyState;
import dev.albireo.testkit.FixedClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The age of signing keys, and the time of their rotation")
class KeyMetersTest {
    private static final Instant START = Instant.parse("2026-01-15T10:30:00Z");
    private static final KeyRotationSchedule ROTATION =
            new KeyRotationSchedule(Duration.ofDays(90), Duration.ofDays(1), Duration.ofDays(2));

    private final FixedClock clock = new FixedClock(START);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final KeyMeters meters = new KeyMeters(registry, clock);

    @Test
    void nothing_is_said_of_keys_that_were_not_seen() {
        assertThat(gauge("albireo.signing.key.age")).isNaN();
        assertThat(gauge("albireo.signing.key.rotation")).isNaN();
    }

    @Test
    void time_goes_on_between_two_looks() {
        meters.update(List.of(key(KeyState.ACTIVE, START, START), key(KeyState.NEXT, START, null)), ROTATION);
        clock.advance(Duration.ofDays(89));
        assertThat(gauge("albireo.signing.key.age")).isEqualTo(days(89));
        assertThat(gauge("albireo.signing.key.rotation")).isEqualTo(days(1));
    }

    @Test
    void a_rotation_that_did_not_come_is_overdue() {
        meters.update(List.of(key(KeyState.ACTIVE, START, START), key(KeyState.NEXT, START, null)), ROTATION);
        clock.advance(Duration.ofDays(91));
        assertThat(gauge("albireo.signing.key.rotation")).isEqualTo(-days(1));
    }

    @Test
    void a_next_key_that_is_new_puts_the_rotation_off() {
        Instant late = START.plus(Duration.ofDays(90));
        meters.update(List.of(key(KeyState.ACTIVE, START, START), key(KeyState.NEXT, late, null)), ROTATION);
        assertThat(gauge("albireo.signing.key.rotation")).isEqualTo(days(91));
    }

    private double gauge(String name) {
        return registry.get(name)
                .tag("alg", SigningAlgorithm.RS256.value())
                .gauge()
                .value();
    }

    private static double days(int days) {
        return Duration.ofDays(days).toSeconds();
    }

    private static StoredKey key(KeyState state, Instant created, @Nullable Instant activated) {
        return new StoredKey(
                state.name(),
                SigningAlgorithm.RS256.value(),
                state,
                "{}",
                Buffer.buffer(),
                "data",
                created,
                activated,
                null);
    }
}
