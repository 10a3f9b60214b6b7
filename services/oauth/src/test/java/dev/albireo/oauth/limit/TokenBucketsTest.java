package dev.albireo.oauth.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TokenBucketsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void so_many_are_there_at_once_and_then_they_come_back_evenly() {
        TokenBuckets buckets = new TokenBuckets(10, Duration.ofSeconds(20), 100);
        for (int i = 0; i < 10; i++) {
            assertThat(buckets.take("a", NOW)).isZero();
        }

        assertThat(buckets.take("a", NOW)).isEqualTo(Duration.ofSeconds(2));
        assertThat(buckets.retryAfter("a", NOW)).isEqualTo(Duration.ofSeconds(2));
        assertThat(buckets.take("b", NOW)).isZero();
        assertThat(buckets.take("a", NOW.plusSeconds(2))).isZero();
        assertThat(buckets.take("a", NOW.plusSeconds(2))).isPositive();
        assertThat(buckets.take("a", NOW.plusSeconds(4))).isZero();
    }

    @Test
    void what_is_charged_is_owed_but_not_for_ever() {
        TokenBuckets buckets = new TokenBuckets(10, Duration.ofSeconds(10), 100);

        buckets.charge("a", 1000, NOW);

        assertThat(buckets.take("a", NOW)).isEqualTo(Duration.ofSeconds(11));
        assertThat(buckets.take("a", NOW.plusSeconds(11))).isZero();
    }

    @Test
    void of_parallel_calls_no_more_than_that_go_through() throws Exception {
        TokenBuckets buckets = new TokenBuckets(20, Duration.ofHours(1), 100);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Stream<Future<Duration>> calls =
                    IntStream.range(0, 200).mapToObj(i -> executor.submit(() -> buckets.take("a", NOW)));
            int through = 0;
            for (Future<Duration> call : calls.toList()) {
                through += call.get().isZero() ? 1 : 0;
            }
            assertThat(through).isEqualTo(20);
        }
    }

    @Test
    void memory_has_a_bound_and_those_beyond_it_share() {
        TokenBuckets buckets = new TokenBuckets(5, Duration.ofSeconds(10), 100);
        IntStream.range(0, 100).forEach(i -> buckets.take("caller " + i, NOW));

        long through = IntStream.range(0, 1000)
                .filter(i -> buckets.take("another " + i, NOW).isZero())
                .count();

        assertThat(buckets.size()).isEqualTo(100);
        assertThat(through).isEqualTo(5);
        assertThat(buckets.retryAfter("one more", NOW)).isPositive();
        assertThat(buckets.take("another", NOW.plusSeconds(30))).isZero();
        assertThat(buckets.size()).isEqualTo(1);
    }
}
