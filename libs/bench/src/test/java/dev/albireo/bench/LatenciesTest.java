package dev.albireo.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    @Test
    void a_percentile_is_what_that_share_did_not_exceed() {
        Latencies latencies = new Latencies();
        for (int millis = 100; millis >= 1; millis--) {
            latencies.add(Duration.ofMillis(millis).toNanos());
        }

        assertThat(latencies.count()).isEqualTo(100);
        assertThat(latencies.percentile(0.50)).isEqualTo(Duration.ofMillis(50));
        assertThat(latencies.percentile(0.99)).isEqualTo(Duration.ofMillis(99));
        assertThat(latencies.percentile(1)).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void none_of_nothing() {
        assertThat(new Latencies().percentile(0.99)).isZero();
    }
}
