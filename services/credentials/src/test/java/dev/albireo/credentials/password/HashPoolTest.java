package dev.albireo.credentials.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.albireo.web.ProblemRefusal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The threads that compute hashes")
class HashPoolTest {
    private final CountDownLatch gate = new CountDownLatch(1);
    private final HashPool pool = new HashPool(
            new SmallRyeConfigBuilder()
                    .withMapping(PasswordConfig.class)
                    .withConverter(
                            io.quarkus.runtime.configuration.MemorySize.class,
                            100,
                            new io.quarkus.runtime.configuration.MemorySizeConverter())
                    .withSources(new PropertiesConfigSource(
                            Map.of(
                                    "albireo.password.workers", "1",
                                    "albireo.password.queue", "10",
                                    "albireo.password.queue-per-network", "4"),
                            "test",
                            100))
                    .build()
                    .getConfigMapping(PasswordConfig.class),
            new SimpleMeterRegistry());

    @AfterEach
    void stop() {
        gate.countDown();
        pool.stop();
    }

    @Test
    void nothing_is_hashed_for_a_browser_that_has_gone() {
        AtomicBoolean hashed = new AtomicBoolean();
        block();
        var gone = subscribe(pool.run(HashCaller.of("203.0.113.1", () -> false), () -> {
            hashed.set(true);
            return "hash";
        }));
        gate.countDown();

        gone.awaitFailure(Duration.ofSeconds(10)).assertFailedWith(ProblemRefusal.class);
        assertThat(hashed).isFalse();
    }

    @Test
    void a_network_has_its_share_of_the_queue_and_no_more() {
        block();
        List<UniAssertSubscriber<String>> loud = java.util.stream.IntStream.range(0, 4)
                .mapToObj(i -> subscribe(pool.run(HashCaller.of("203.0.113." + i, () -> true), () -> "loud")))
                .toList();

        assertThatThrownBy(() -> pool.run(HashCaller.of("203.0.113.99", () -> true), () -> "loud")
                        .await()
                        .atMost(Duration.ofSeconds(10)))
                .isInstanceOf(ProblemRefusal.class);
        var quiet = subscribe(pool.run(HashCaller.of("198.51.100.1", () -> true), () -> "quiet"));
        gate.countDown();
        quiet.awaitItem(Duration.ofSeconds(10)).assertItem("quiet");
        loud.forEach(one -> one.awaitItem(Duration.ofSeconds(10)).assertItem("loud"));
    }

    @Test
    void a_hash_that_fails_leaves_the_thread_alive() {
        assertThatThrownBy(() -> pool.run(HashCaller.of("203.0.113.1", () -> true), () -> {
                            throw new IllegalStateException("out of memory");
                        })
                        .await()
                        .atMost(Duration.ofSeconds(10)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(pool.run(HashCaller.of("203.0.113.1", () -> true), () -> "next")
                        .await()
                        .atMost(Duration.ofSeconds(10)))
                .isEqualTo("next");
    }

    /** Occupies the only thread until the gate opens, so that later work waits in the queue. */
    private void block() {
        CountDownLatch begun = new CountDownLatch(1);
        subscribe(pool.run(HashCaller.ADMINISTRATION, () -> {
            begun.countDown();
            return pass();
        }));
        try {
            begun.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private String pass() {
        try {
            gate.await();
            return "passed";
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> UniAssertSubscriber<T> subscribe(Uni<T> uni) {
        return uni.subscribe().withSubscriber(UniAssertSubscriber.create());
    }
}
