package dev.albireo.oauth.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RateLimitConfigTest {
    @Test
    void defaults() {
        RateLimitConfig config = new SmallRyeConfigBuilder()
                .withMapping(RateLimitConfig.class)
                .withSources(new PropertiesConfigSource(Map.of(), "test", 100))
                .build()
                .getConfigMapping(RateLimitConfig.class);

        assertThat(config.enabled()).isTrue();
        assertThat(config.clientRequests()).isEqualTo(20_000);
        assertThat(config.clientWindow()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.networkRequests()).isEqualTo(500);
        assertThat(config.networkWindow()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.failures()).isEqualTo(20);
        assertThat(config.failureWindow()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.registrations()).isEqualTo(120);
        assertThat(config.registrationWindow()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.authorizations()).isEqualTo(600);
        assertThat(config.authorizationWindow()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.callers()).isEqualTo(20_000);
    }
}
