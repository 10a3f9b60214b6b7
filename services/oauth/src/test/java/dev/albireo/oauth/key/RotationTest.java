package dev.albireo.oauth.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.oauth.key.StoredKey.State;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RotationTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final Rotation ROTATION = new Rotation(Duration.ofDays(90), Duration.ofDays(1), Duration.ofDays(2));

    @Test
    void where_there_is_no_key_it_is_due() {
        assertThat(ROTATION.isDue(List.of(), START)).isTrue();
    }

    @Test
    void a_key_signs_for_its_whole_time() {
        List<StoredKey> keys = List.of(active(START), next(START));

        assertThat(ROTATION.isDue(keys, START.plus(Duration.ofDays(90)).minusMillis(1)))
                .isFalse();
        assertThat(ROTATION.isDue(keys, START.plus(Duration.ofDays(90)))).isTrue();
    }

    @Test
    void the_next_key_is_published_before_it_signs() {
        Instant now = START.plus(Duration.ofDays(100));
        List<StoredKey> keys =
                List.of(active(START), next(now.minus(Duration.ofDays(1)).plusMillis(1)));

        assertThat(ROTATION.isDue(keys, now)).isFalse();
        assertThat(ROTATION.isDue(keys, now.plusMillis(1))).isTrue();
    }

    @Test
    void a_retired_key_is_kept_for_a_while() {
        assertThat(ROTATION.forgetBefore(START)).isEqualTo(START.minus(Duration.ofDays(2)));
    }

    private static StoredKey active(Instant since) {
        return new StoredKey("a", "RS256", State.ACTIVE, "{}", Buffer.buffer(), "k", since, since, null);
    }

    private static StoredKey next(Instant since) {
        return new StoredKey("n", "RS256", State.NEXT, "{}", Buffer.buffer(), "k", since, null, null);
    }
}
