package dev.albireo.oauth.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.testkit.FixedClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The number of replicas")
class ReplicaCountTest {
    private final FixedClock clock = new FixedClock(Instant.parse("2026-11-30T10:00:00Z"));
    private final ReplicaCount replicas = new ReplicaCount(clock);

    @Test
    void is_one_until_another_sends_a_message() {
        assertThat(replicas.count()).isEqualTo(1);
        message("41.1");
        assertThat(replicas.count()).isEqualTo(1);
        message("42.7");
        assertThat(replicas.count()).isEqualTo(2);
        message("41.2");
        message("42.8");
        assertThat(replicas.count()).isEqualTo(2);
    }

    @Test
    void falls_after_one_has_sent_no_message_for_some_time() {
        message("41.1");
        message("42.1");
        clock.advance(ReplicaCount.SILENCE);
        message("41.2");
        assertThat(replicas.count()).isEqualTo(2);
        clock.advance(Duration.ofSeconds(1));
        message("41.3");
        assertThat(replicas.count()).isEqualTo(1);
    }

    @Test
    void stays_while_no_message_arrives() {
        message("41.1");
        message("42.1");
        clock.advance(Duration.ofHours(1));
        assertThat(replicas.count()).isEqualTo(2);
    }

    private void message(String text) {
        replicas.onNotification(text).await().atMost(Duration.ofSeconds(10));
    }
}
