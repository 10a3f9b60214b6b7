package dev.albireo.oauth.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegistrationLimitsConfigTest {
    @Test
    void defaults() {
        RegistrationLimitsConfig config = read(Map.of());

        assertThat(config.clientsPerNetwork()).isEqualTo(1000);
        assertThat(config.window()).isEqualTo(Duration.ofHours(1));
        assertThat(config.tokenLifetime()).isEqualTo(Duration.ofHours(24));
        assertThat(config.longestTokenLifetime()).isEqualTo(Duration.ofDays(90));
        assertThat(config.mostClientsPerToken()).isEqualTo(1000);
    }

    static RegistrationLimitsConfig read(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withMapping(RegistrationLimitsConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(RegistrationLimitsConfig.class);
    }
}
