package dev.albireo.oauth.twofactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecondFactorPolicyConfigTest {
    @Test
    void defaults() {
        SecondFactorPolicyConfig config = read(Map.of());

        assertThat(config.highValueScopes()).containsExactlyInAnyOrder("admin", "payment", "transfer", "delete");
        assertThat(config.shortMaxAge()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.elevationLifetime()).isEqualTo(Duration.ofHours(12));
        assertThat(config.groups()).isEmpty();
    }

    private static SecondFactorPolicyConfig read(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withMapping(SecondFactorPolicyConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(SecondFactorPolicyConfig.class);
    }
}
