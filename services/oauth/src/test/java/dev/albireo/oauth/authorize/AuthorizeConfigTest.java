package dev.albireo.oauth.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuthorizeConfigTest {
    @Test
    void defaults() {
        AuthorizeConfig config = read(Map.of());

        assertThat(config.interactionLifetime()).isEqualTo(Duration.ofHours(1));
        assertThat(config.codeLifetime()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.pushedRequestLifetime()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.requirePushedRequests()).isFalse();
        assertThat(config.offlineLifetime()).isEqualTo(Duration.ofDays(30));
    }

    private static AuthorizeConfig read(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withMapping(AuthorizeConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(AuthorizeConfig.class);
    }
}
