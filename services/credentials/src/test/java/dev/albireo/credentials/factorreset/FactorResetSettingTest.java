package dev.albireo.credentials.factorreset;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The service does not start with a reset of the second factors that users are not told of in time")
class FactorResetSettingTest {
    @Test
    void an_hour_is_the_shortest_wait() {
        assertThatThrownBy(() -> FactorResets.check(Optional.of(Duration.ofMinutes(59)), true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("albireo.two-factor.self-reset-after is PT59M; set at least PT1H");
        assertThatThrownBy(() -> FactorResets.check(Optional.of(Duration.ZERO), true))
                .isInstanceOf(IllegalStateException.class);
        assertThatCode(() -> FactorResets.check(Optional.of(Duration.ofHours(1)), true))
                .doesNotThrowAnyException();
    }

    @Test
    void a_wait_requires_mail_and_no_wait_requires_none() {
        assertThatThrownBy(() -> FactorResets.check(Optional.of(Duration.ofDays(3)), false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("requires albireo.mail.enabled=true");
        assertThatCode(() -> FactorResets.check(Optional.empty(), false)).doesNotThrowAnyException();
    }
}
