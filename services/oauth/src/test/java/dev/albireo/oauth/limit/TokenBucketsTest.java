package dev.albireo.oauth.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TokenBucketsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void so_many_are_there_at_once_and_then_they_come_back_evenly() {
        TokenBuckets buckets = new TokenBuckets(10, Duration.ofSeconds(20), 100, () -> 1);
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
        TokenBuckets buckets = new TokenBuckets(10, Duration.ofSeconds(10), 100, () -> 1);

        buckets.charge("a", 1000, NOW);

        assertThat(buckets.take("a", NOW)).isEqualTo(Duration.ofSeconds(11));
        assertThat(buckets.take("a", NOW.plusSeconds(11))).isZero();
    }

    @Test
    void of_parallel_calls_no_more_than_that_go_through() throws Exception {
        TokenBuckets buckets = new TokenBuckets(20, Duration.ofHours(1), 100, () -> 1);
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
        TokenBuckets buckets = new TokenBuckets(5, Duration.ofSeconds(10), 100, () -> 1);
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

    @Test
    void each_of_several_replicas_admits_its_share() {
        AtomicInteger replicas = new AtomicInteger(4);
        TokenBuckets buckets = new TokenBuckets(20, Duration.ofSeconds(20), 100, replicas::get);

        assertThat(admitted(buckets, "a", NOW)).isEqualTo(5);
        assertThat(buckets.take("a", NOW)).isEqualTo(Duration.ofSeconds(4));
        assertThat(admitted(buckets, "a", NOW.plusSeconds(8))).isEqualTo(2);

        replicas.set(2);
        assertThat(admitted(buckets, "a", NOW.plusSeconds(16))).isEqualTo(4);
        assertThat(admitted(buckets, "b", NOW)).isEqualTo(10);
    }

    @Test
    void with_more_replicas_than_requests_each_admits_one() {
        TokenBuckets buckets = new TokenBuckets(10, Duration.ofSeconds(20), 100, () -> 30);

        assertThat(admitted(buckets, "a", NOW)).isEqualTo(1);
        assertThat(buckets.take("a", NOW.plusSeconds(20))).isZero();
    }

    private static long admitted(TokenBuckets buckets, String caller, Instant now) {
        return IntStream.range(0, 100)
                .filter(i -> buckets.take(caller, now).isZero())
                .count();
    }
}
