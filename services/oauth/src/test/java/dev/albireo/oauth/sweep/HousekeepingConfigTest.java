package dev.albireo.oauth.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.housekeeping.HousekeepingConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HousekeepingConfigTest {
    @Test
    void defaults() {
        HousekeepingConfig config = new SmallRyeConfigBuilder()
                .withMapping(HousekeepingConfig.class)
                .withSources(new PropertiesConfigSource(Map.of(), "test", 100))
                .build()
                .getConfigMapping(HousekeepingConfig.class);

        assertThat(config.every()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.longest()).isEqualTo(Duration.ofSeconds(45));
        assertThat(config.batch()).isEqualTo(1000);
    }
}
