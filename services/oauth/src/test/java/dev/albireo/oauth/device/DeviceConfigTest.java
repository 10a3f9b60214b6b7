package dev.albireo.oauth.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeviceConfigTest {
    @Test
    void defaults() {
        DeviceConfig config = new SmallRyeConfigBuilder()
                .withMapping(DeviceConfig.class)
                .withSources(new PropertiesConfigSource(Map.of(), "test", 100))
                .build()
                .getConfigMapping(DeviceConfig.class);

        assertThat(config.codeLifetime()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.interval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.triesPerBrowser()).isEqualTo(10);
        assertThat(config.triesPerNetwork()).isEqualTo(100);
        assertThat(config.triesWindow()).isEqualTo(Duration.ofMinutes(15));
    }
}
