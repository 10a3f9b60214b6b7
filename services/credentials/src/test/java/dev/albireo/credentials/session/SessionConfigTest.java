package dev.albireo.credentials.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionConfigTest {
    @Test
    void defaults() {
        SessionConfig config = new SmallRyeConfigBuilder()
                .withMapping(SessionConfig.class)
                .build()
                .getConfigMapping(SessionConfig.class);
        assertThat(config.idle()).isEqualTo(Duration.ofHours(1));
        assertThat(config.absolute()).isEqualTo(Duration.ofHours(12));
    }

    @Test
    void two_factor_defaults() {
        TwoFactorConfig config = new SmallRyeConfigBuilder()
                .withMapping(TwoFactorConfig.class)
                .build()
                .getConfigMapping(TwoFactorConfig.class);
        assertThat(config.groups()).isEmpty();
        assertThat(config.firstEnrolment()).isEqualTo(TwoFactorConfig.FirstEnrolment.OPEN);
    }
}
