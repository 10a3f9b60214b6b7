package dev.albireo.oauth.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The week in which a refresh token expires")
class ExpiryWeekTest {
    private static final Instant NOW = Instant.parse("2026-11-30T15:00:00Z");

    private final OpaqueToken token = OpaqueToken.random(OpaqueTokenType.REFRESH, new SecureRandom());

    @ParameterizedTest
    @CsvSource({
        "2026-12-06T23:59:59Z, 2026-11-30",
        "2026-12-07T00:00:00Z, 2026-12-07",
        "2026-12-14T15:00:00Z, 2026-12-14",
        "2027-01-01T14:59:59Z, 2026-12-28"
    })
    void begins_on_a_Monday_and_is_in_the_token(Instant expiry, LocalDate monday) {
        ExpiryWeek week = ExpiryWeek.of(expiry, NOW);

        assertThat(week.monday()).isEqualTo(monday);
        assertThat(ExpiryWeek.of(week.in(token))).isEqualTo(week);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-30T15:00:00Z", "2027-01-01T15:00:00Z", "2036-01-01T00:00:00Z"})
    void is_none_for_a_token_that_has_expired_or_expires_much_later(Instant expiry) {
        ExpiryWeek week = ExpiryWeek.of(expiry, NOW);

        assertThat(week).isEqualTo(ExpiryWeek.NONE);
        assertThat(week.in(token)).isEqualTo(token);
        assertThat(ExpiryWeek.of(token)).isEqualTo(ExpiryWeek.NONE);
    }

    @Test
    void may_be_in_any_of_the_next_thousand_years() {
        var late = new ExpiryWeek(LocalDate.of(3026, 1, 2));
        assertThat(ExpiryWeek.of(late.in(token))).isEqualTo(late);
    }
}
