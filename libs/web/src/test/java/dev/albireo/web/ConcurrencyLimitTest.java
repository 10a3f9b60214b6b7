package dev.albireo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The number of concurrent deliveries")
class ConcurrencyLimitTest {
    @Test
    void no_more_places_are_given_than_there_are_and_what_is_given_back_is_free_again() {
        ConcurrencyLimit inFlight = new ConcurrencyLimit(50);
        assertThat(inFlight.take(20)).isEqualTo(20);
        assertThat(inFlight.take(50)).isEqualTo(30);
        assertThat(inFlight.take(1)).isZero();

        inFlight.give(5);
        assertThat(inFlight.take(50)).isEqualTo(5);
    }

    @Test
    void parallel_callers_share_them() {
        ConcurrencyLimit inFlight = new ConcurrencyLimit(50);
        assertThat(IntStream.range(0, 1_000)
                        .parallel()
                        .map(i -> inFlight.take(3))
                        .sum())
                .isEqualTo(50);
    }
}
