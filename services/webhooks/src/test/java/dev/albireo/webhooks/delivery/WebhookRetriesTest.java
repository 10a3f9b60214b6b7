package dev.albireo.webhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.delivery.DeliveryOutcome;
import dev.albireo.delivery.DeliveryResult;
import dev.albireo.delivery.DeliveryResult.Abandoned;
import dev.albireo.delivery.DeliveryResult.Delivered;
import dev.albireo.delivery.DeliveryResult.Retry;
import dev.albireo.web.PostOutcome;
import dev.albireo.web.PostOutcome.Filtered;
import dev.albireo.web.PostOutcome.Responded;
import dev.albireo.web.PostOutcome.TimedOut;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What follows from an attempt to deliver an event")
class WebhookRetriesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant END = NOW.plus(Duration.ofDays(3));

    @Test
    void any_2xx_status_delivers_and_410_or_a_forbidden_address_ends_it() {
        assertThat(result(new Responded(202), 1)).isEqualTo(new Delivered());
        assertThat(result(new Responded(410), 1)).isEqualTo(new Abandoned(DeliveryOutcome.GONE));
        assertThat(result(new Filtered(), 1)).isEqualTo(new Abandoned(DeliveryOutcome.FILTERED));
    }

    @ParameterizedTest
    @CsvSource({"1, 5", "2, 20", "3, 80", "6, 5120", "8, 43200", "40, 43200"})
    void pauses_grow_and_are_spread(int number, long seconds) {
        for (String id : new String[] {"a", "b", "c", "msg_1"}) {
            assertThat(WebhookRetries.pause(id, number))
                    .isBetween(Duration.ofMillis(seconds * 800), Duration.ofMillis(seconds * 1_200));
        }
        assertThat(WebhookRetries.pause("a", number)).isNotEqualTo(WebhookRetries.pause("b", number));
    }

    @ParameterizedTest
    @CsvSource({"3600, 3600", "'Sun, 22 Nov 2026 11:00:00 GMT', 3600", "999999999, 86400"})
    void a_longer_time_that_the_receiver_names_is_waited_for(String retryAfter, long seconds) {
        assertThat(result(new Responded(503, Optional.of(retryAfter)), 1))
                .isEqualTo(new Retry(DeliveryOutcome.REFUSED, NOW.plusSeconds(seconds)));
    }

    @ParameterizedTest
    @CsvSource({"1", "-5", "soon", "'Sun, 22 Nov 2026 09:00:00 GMT'"})
    void another_one_is_not(String retryAfter) {
        assertThat(result(new Responded(503, Optional.of(retryAfter)), 1))
                .isEqualTo(new Retry(DeliveryOutcome.REFUSED, NOW.plus(WebhookRetries.pause("id", 1))));
    }

    @Test
    void no_attempt_follows_the_end() {
        assertThat(WebhookRetries.result(new TimedOut(), "id", 9, END.minusSeconds(60), END))
                .isEqualTo(new Abandoned(DeliveryOutcome.TIMEOUT));
    }

    private static DeliveryResult result(PostOutcome outcome, int number) {
        return WebhookRetries.result(outcome, "id", number, NOW, END);
    }
}
