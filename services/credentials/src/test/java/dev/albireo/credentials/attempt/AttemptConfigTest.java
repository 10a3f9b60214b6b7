package dev.albireo.credentials.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AttemptConfigTest {
    @Test
    void defaults() {
        AttemptConfig config = new SmallRyeConfigBuilder()
                .withMapping(AttemptConfig.class)
                .build()
                .getConfigMapping(AttemptConfig.class);
        assertThat(config.password()).isEqualTo(10);
        assertThat(config.passwordWindow()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.network()).isEqualTo(100);
        assertThat(config.networkWindow()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.secondFactorPerSession()).isEqualTo(5);
        assertThat(config.secondFactorPerAccount()).isEqualTo(20);
        assertThat(config.secondFactorWindow()).isEqualTo(Duration.ofHours(1));
        assertThat(config.secondFactorPerDay()).isEqualTo(100);
        assertThat(config.passwordLongestLock()).isEqualTo(Duration.ofHours(1));
        assertThat(config.passkeyPerSession()).isEqualTo(50);
        assertThat(config.ceremonies()).isEqualTo(600);
        assertThat(config.registration()).isEqualTo(20);
        assertThat(config.bootstrap()).isEqualTo(10);
        assertThat(config.deliveryPerUser()).isEqualTo(5);
        assertThat(config.deliveryPerNetwork()).isEqualTo(500);
    }
}
