package dev.albireo.webhooks.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.protocol.DataKeys.EncryptedValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The keys of security event tokens are rotated with overlap")
class SetKeyScheduleTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final SetKeySchedule SCHEDULE = new SetKeySchedule(Duration.ofDays(90), Duration.ofDays(7));

    @Test
    void the_first_key_signs_at_once() {
        assertThat(SCHEDULE.next(List.of(), NOW)).contains(NOW);
        assertThat(SCHEDULE.next(List.of(key("a", NOW)), NOW)).isEmpty();
    }

    @Test
    void the_next_key_is_published_before_it_signs() {
        List<StoredSetKey> one = List.of(key("a", NOW.minus(Duration.ofDays(90)).plusSeconds(600)));
        assertThat(SCHEDULE.next(one, NOW)).contains(NOW.plusSeconds(600));
        assertThat(SCHEDULE.next(one, NOW.minusSeconds(1))).isEmpty();
        assertThat(SCHEDULE.next(one, NOW.plus(Duration.ofDays(1))))
                .contains(NOW.plus(Duration.ofDays(1)).plusSeconds(600));
        List<StoredSetKey> two = List.of(one.getFirst(), key("b", NOW.plusSeconds(600)));
        assertThat(SetKeySchedule.signing(two, NOW)).contains(two.getFirst());
        assertThat(SetKeySchedule.signing(two, NOW.plusSeconds(600))).contains(two.getLast());
        assertThat(SCHEDULE.next(two, NOW)).isEmpty();
    }

    @Test
    void a_retired_key_is_published_for_a_while() {
        List<StoredSetKey> two = List.of(key("a", NOW.minus(Duration.ofDays(90))), key("b", NOW));
        assertThat(SCHEDULE.over(two, NOW.plus(Duration.ofDays(7)).minusSeconds(1)))
                .isEmpty();
        assertThat(SCHEDULE.over(two, NOW.plus(Duration.ofDays(7)))).containsExactly("a");
    }

    private static StoredSetKey key(String kid, Instant signsFrom) {
        return new StoredSetKey(kid, "{}", new EncryptedValue("k", new byte[0]), signsFrom, signsFrom);
    }
}
