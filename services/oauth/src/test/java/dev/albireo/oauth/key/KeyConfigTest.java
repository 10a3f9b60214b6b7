package dev.albireo.oauth.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyConfigTest {
    @Test
    void defaults() {
        KeyConfig config = read(Map.of("albireo.keys.data", "x"));

        assertThat(config.rotateEvery()).isEqualTo(Duration.ofDays(90));
        assertThat(config.publishAhead()).isEqualTo(Duration.ofDays(1));
        assertThat(config.keepRetired()).isEqualTo(Duration.ofDays(2));
    }

    private static KeyConfig read(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withMapping(KeyConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(KeyConfig.class);
    }
}
