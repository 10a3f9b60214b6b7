package dev.albireo.oauth.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.oauth.key.StoredKey.KeyState;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyRotationScheduleTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final KeyRotationSchedule ROTATION =
            new KeyRotationSchedule(Duration.ofDays(90), Duration.ofDays(1), Duration.ofDays(2));

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
    void a_retired_key_is_published_for_keep_retired_and_no_longer() {
        StoredKey retired =
                new StoredKey("r", "RS256", KeyState.RETIRED, "{}", Buffer.buffer(), "k", START, START, START);

        assertThat(ROTATION.isPublished(retired, START.plus(Duration.ofDays(2)).minusMillis(1)))
                .isTrue();
        assertThat(ROTATION.isPublished(retired, START.plus(Duration.ofDays(2))))
                .isFalse();
        List<StoredKey> keys = List.of(active(START), next(START), retired);
        assertThat(ROTATION.isDue(keys, START.plus(Duration.ofDays(2)))).isTrue();
        assertThat(ROTATION.scheduled(keys, List.of(), START.plus(Duration.ofDays(2))))
                .isEqualTo(KeyChange.remove("r"));
    }

    @Test
    void keys_of_an_algorithm_that_is_not_offered_go_once_they_are_of_some_age() {
        List<StoredKey> keys = List.of(active(START), next(START));

        assertThat(ROTATION.isWithdrawalDue(
                        keys, START.plus(KeyRotationSchedule.CACHED).minusMillis(1)))
                .isFalse();
        assertThat(ROTATION.withdrawn(keys, START.plus(KeyRotationSchedule.CACHED)))
                .isEqualTo(new KeyChange(List.of("n"), List.of("a"), List.of(), List.of()));
        assertThat(ROTATION.isWithdrawalDue(List.of(), START)).isFalse();
    }

    @Test
    void where_nothing_signs_the_next_key_does() {
        assertThat(ROTATION.missing(List.of(next(START)), START)).isEqualTo(1);
        assertThat(ROTATION.scheduled(List.of(next(START)), List.of(), START).activated())
                .containsExactly("n");
    }

    @Test
    void a_revoked_key_that_did_not_sign_changes_no_other() {
        List<StoredKey> keys = List.of(active(START), next(START));

        assertThat(KeyRotationSchedule.revoke(next(START), keys, List.of(), START))
                .isEqualTo(KeyChange.remove("n"));
    }

    @Test
    void a_revoked_key_that_signed_is_followed_by_the_next_one_or_else_by_a_fresh_one() {
        StoredKey fresh = new StoredKey("f", "RS256", KeyState.NEXT, "{}", Buffer.buffer(), "k", START, null, null);

        assertThat(KeyRotationSchedule.revoke(
                        active(START), List.of(active(START), next(START)), List.of(fresh), START))
                .isEqualTo(new KeyChange(List.of("a"), List.of(), List.of("n"), List.of()));
        assertThat(KeyRotationSchedule.revoke(active(START), List.of(active(START)), List.of(fresh), START))
                .isEqualTo(new KeyChange(List.of("a"), List.of(), List.of(), List.of(fresh.active(START))));
    }

    private static StoredKey active(Instant since) {
        return new StoredKey("a", "RS256", KeyState.ACTIVE, "{}", Buffer.buffer(), "k", since, since, null);
    }

    private static StoredKey next(Instant since) {
        return new StoredKey("n", "RS256", KeyState.NEXT, "{}", Buffer.buffer(), "k", since, null, null);
    }
}
