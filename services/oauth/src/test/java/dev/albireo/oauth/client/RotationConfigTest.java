package dev.albireo.oauth.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RotationConfigTest {
    @Test
    void defaults() {
        RotationConfig config = new SmallRyeConfigBuilder()
                .withMapping(RotationConfig.class)
                .withSources(new PropertiesConfigSource(Map.of(), "test", 100))
                .build()
                .getConfigMapping(RotationConfig.class);

        assertThat(config.overlap()).isEqualTo(Duration.ofHours(24));
        assertThat(config.longestOverlap()).isEqualTo(Duration.ofDays(30));
    }
}
