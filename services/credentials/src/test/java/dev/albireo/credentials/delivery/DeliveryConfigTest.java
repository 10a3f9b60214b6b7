package dev.albireo.credentials.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeliveryConfigTest {
    @Test
    void defaults() {
        DeliveryConfig config = new SmallRyeConfigBuilder()
                .withMapping(DeliveryConfig.class)
                .build()
                .getConfigMapping(DeliveryConfig.class);
        assertThat(config.life()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.pause()).isEqualTo(Duration.ofSeconds(30));
    }
}
