package dev.albireo.oauth.logout;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogoutConfigTest {
    @Test
    void defaults() {
        LogoutConfig config = new SmallRyeConfigBuilder()
                .withMapping(LogoutConfig.class)
                .withSources(new PropertiesConfigSource(Map.of(), "test", 100))
                .build()
                .getConfigMapping(LogoutConfig.class);

        assertThat(config.patience()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.giveUpAfter()).isEqualTo(Duration.ofHours(1));
        assertThat(config.frameTime()).isEqualTo(Duration.ofSeconds(5));
    }
}
