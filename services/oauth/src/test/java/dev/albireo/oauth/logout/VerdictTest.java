package dev.albireo.oauth.logout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.oauth.logout.Verdict.Again;
import dev.albireo.oauth.logout.Verdict.Delivered;
import dev.albireo.oauth.logout.Verdict.Over;
import dev.albireo.web.Outcome.Answered;
import dev.albireo.web.Outcome.Filtered;
import dev.albireo.web.Outcome.TimedOut;
import dev.albireo.web.Outcome.Unreachable;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Back-Channel Logout 1.0 section 2.8, the meaning of a response")
class VerdictTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant END = NOW.plus(Duration.ofHours(1));

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 204, 299})
    void any_2xx_is_a_delivery(int status) {
        assertThat(Verdict.of(new Answered(status), 1, NOW, END)).isEqualTo(new Delivered());
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 301, 307, 400, 401, 404, 429, 500, 503})
    void any_other_status_is_tried_again(int status) {
        assertThat(Verdict.of(new Answered(status), 1, NOW, END)).isEqualTo(new Again("refused", NOW.plusSeconds(1)));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 3", "3, 9", "4, 27", "5, 81", "6, 300", "60, 300"})
    void the_pauses_grow(int number, int seconds) {
        assertThat(Verdict.of(new TimedOut(), number, NOW, END))
                .isEqualTo(new Again("timeout", NOW.plusSeconds(seconds)));
    }

    @Test
    void nothing_is_tried_again_when_it_is_time_to_give_up() {
        assertThat(Verdict.of(new Unreachable(), 3, NOW, NOW.plusSeconds(9))).isEqualTo(new Over("unreachable"));
    }

    @Test
    void who_may_not_be_called_or_is_gone_is_not_called_again() {
        assertThat(Verdict.of(new Filtered(), 1, NOW, END)).isEqualTo(new Over("filtered"));
        assertThat(Verdict.of(new Answered(410), 1, NOW, END)).isEqualTo(new Over("gone"));
    }
}
