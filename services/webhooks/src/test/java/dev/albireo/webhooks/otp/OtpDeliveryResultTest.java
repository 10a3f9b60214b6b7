package dev.albireo.webhooks.otp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.web.PostOutcome.Filtered;
import dev.albireo.web.PostOutcome.Responded;
import dev.albireo.web.PostOutcome.TimedOut;
import dev.albireo.web.PostOutcome.Unreachable;
import dev.albireo.webhooks.otp.OtpDeliveryResult.CodeAbandoned;
import dev.albireo.webhooks.otp.OtpDeliveryResult.CodeDelivered;
import dev.albireo.webhooks.otp.OtpDeliveryResult.RetryCode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The consequence of an attempt for the delivery")
class OtpDeliveryResultTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant END = NOW.plus(Duration.ofMinutes(5));

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 204, 299})
    void any_2xx_is_a_delivery(int status) {
        assertThat(OtpDeliveryResult.of(new Responded(status), 1, NOW, END)).isEqualTo(new CodeDelivered());
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 301, 307, 400, 401, 404, 429, 500, 503})
    void any_other_status_is_tried_again(int status) {
        assertThat(OtpDeliveryResult.of(new Responded(status), 1, NOW, END))
                .isEqualTo(new RetryCode("refused", NOW.plusSeconds(1)));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 3", "3, 9", "4, 27", "5, 60", "60, 60"})
    void the_pauses_grow(int number, int seconds) {
        assertThat(OtpDeliveryResult.of(new TimedOut(), number, NOW, END))
                .isEqualTo(new RetryCode("timeout", NOW.plusSeconds(seconds)));
    }

    @Test
    void nothing_is_tried_again_when_the_code_is_dead_by_then() {
        assertThat(OtpDeliveryResult.of(new Unreachable(), 3, NOW, NOW.plusSeconds(9)))
                .isEqualTo(new CodeAbandoned("unreachable"));
    }

    @Test
    void who_may_not_be_called_or_is_gone_is_not_called_again() {
        assertThat(OtpDeliveryResult.of(new Filtered(), 1, NOW, END)).isEqualTo(new CodeAbandoned("filtered"));
        assertThat(OtpDeliveryResult.of(new Responded(410), 1, NOW, END)).isEqualTo(new CodeAbandoned("refused"));
    }
}
