package dev.albireo.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.delivery.DeliveryResult.Abandoned;
import dev.albireo.delivery.DeliveryResult.Delivered;
import dev.albireo.delivery.DeliveryResult.Retry;
import dev.albireo.web.PostOutcome.Filtered;
import dev.albireo.web.PostOutcome.Responded;
import dev.albireo.web.PostOutcome.TimedOut;
import dev.albireo.web.PostOutcome.Unreachable;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The consequence of an attempt to deliver (Back-Channel Logout 1.0 section 2.8)")
class RetryRuleTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant END = NOW.plus(Duration.ofHours(1));
    private static final RetryRule RULE = new RetryRule(5, Duration.ofMinutes(5), DeliveryOutcome.GONE);
    private static final RetryRule SHORT = new RetryRule(4, Duration.ofMinutes(1), DeliveryOutcome.REFUSED);

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 204, 299})
    void any_2xx_is_a_delivery(int status) {
        assertThat(RULE.result(new Responded(status), 1, NOW, END)).isEqualTo(new Delivered());
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 301, 307, 400, 401, 404, 429, 500, 503})
    void any_other_status_is_tried_again(int status) {
        assertThat(RULE.result(new Responded(status), 1, NOW, END))
                .isEqualTo(new Retry(DeliveryOutcome.REFUSED, NOW.plusSeconds(1)));
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "2, 3, 3", "3, 9, 9", "4, 27, 27", "5, 81, 60", "6, 300, 60", "60, 300, 60"})
    void the_pauses_grow_to_the_longest(int number, int seconds, int shorter) {
        assertThat(RULE.result(new TimedOut(), number, NOW, END))
                .isEqualTo(new Retry(DeliveryOutcome.TIMEOUT, NOW.plusSeconds(seconds)));
        assertThat(SHORT.result(new TimedOut(), number, NOW, END))
                .isEqualTo(new Retry(DeliveryOutcome.TIMEOUT, NOW.plusSeconds(shorter)));
    }

    @Test
    void nothing_is_tried_again_when_it_is_time_to_give_up() {
        assertThat(RULE.result(new Unreachable(), 3, NOW, NOW.plusSeconds(9)))
                .isEqualTo(new Abandoned(DeliveryOutcome.UNREACHABLE));
    }

    @Test
    void an_address_that_may_not_be_called_or_is_gone_is_not_called_again() {
        assertThat(RULE.result(new Filtered(), 1, NOW, END)).isEqualTo(new Abandoned(DeliveryOutcome.FILTERED));
        assertThat(RULE.result(new Responded(410), 1, NOW, END)).isEqualTo(new Abandoned(DeliveryOutcome.GONE));
        assertThat(SHORT.result(new Responded(410), 1, NOW, END)).isEqualTo(new Abandoned(DeliveryOutcome.REFUSED));
    }
}
