package dev.albireo.oauth.logout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.oauth.logout.LogoutDeliveryResult.LogoutAbandoned;
import dev.albireo.oauth.logout.LogoutDeliveryResult.LogoutDelivered;
import dev.albireo.oauth.logout.LogoutDeliveryResult.RetryLogout;
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

@DisplayName("Back-Channel Logout 1.0 section 2.8, the meaning of a response")
class LogoutDeliveryResultTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant END = NOW.plus(Duration.ofHours(1));

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 204, 299})
    void any_2xx_is_a_delivery(int status) {
        assertThat(LogoutDeliveryResult.of(new Responded(status), 1, NOW, END)).isEqualTo(new LogoutDelivered());
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 301, 307, 400, 401, 404, 429, 500, 503})
    void any_other_status_is_tried_again(int status) {
        assertThat(LogoutDeliveryResult.of(new Responded(status), 1, NOW, END))
                .isEqualTo(new RetryLogout("refused", NOW.plusSeconds(1)));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 3", "3, 9", "4, 27", "5, 81", "6, 300", "60, 300"})
    void the_pauses_grow(int number, int seconds) {
        assertThat(LogoutDeliveryResult.of(new TimedOut(), number, NOW, END))
                .isEqualTo(new RetryLogout("timeout", NOW.plusSeconds(seconds)));
    }

    @Test
    void nothing_is_tried_again_when_it_is_time_to_give_up() {
        assertThat(LogoutDeliveryResult.of(new Unreachable(), 3, NOW, NOW.plusSeconds(9)))
                .isEqualTo(new LogoutAbandoned("unreachable"));
    }

    @Test
    void who_may_not_be_called_or_is_gone_is_not_called_again() {
        assertThat(LogoutDeliveryResult.of(new Filtered(), 1, NOW, END)).isEqualTo(new LogoutAbandoned("filtered"));
        assertThat(LogoutDeliveryResult.of(new Responded(410), 1, NOW, END)).isEqualTo(new LogoutAbandoned("gone"));
    }
}
