package dev.albireo.oauth.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdmissionConfigTest {
    @Test
    void defaults() {
        AdmissionConfig config = read(Map.of());

        assertThat(config.clientsPerNetwork()).isEqualTo(1000);
        assertThat(config.window()).isEqualTo(Duration.ofHours(1));
        assertThat(config.tokenLifetime()).isEqualTo(Duration.ofHours(24));
        assertThat(config.longestTokenLifetime()).isEqualTo(Duration.ofDays(90));
        assertThat(config.mostClientsPerToken()).isEqualTo(1000);
    }

    static AdmissionConfig read(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withMapping(AdmissionConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(AdmissionConfig.class);
    }
}
