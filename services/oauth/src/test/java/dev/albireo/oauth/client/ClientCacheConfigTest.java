package dev.albireo.oauth.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClientCacheConfigTest {
    @Test
    void defaults() {
        ClientCacheConfig config = new SmallRyeConfigBuilder()
                .withMapping(ClientCacheConfig.class)
                .build()
                .getConfigMapping(ClientCacheConfig.class);

        assertThat(config.size()).isEqualTo(20_000);
        assertThat(config.lifetime()).isEqualTo(Duration.ofSeconds(10));
    }
}
