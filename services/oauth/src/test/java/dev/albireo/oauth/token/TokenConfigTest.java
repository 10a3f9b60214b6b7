package dev.albireo.oauth.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.oauth.key.SigningAlgorithm;
import dev.albireo.oauth.token.TokenConfig.RefreshRotation;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenConfigTest {
    @Test
    void defaults() {
        TokenConfig config = read(Map.of());

        assertThat(config.accessTokenLifetime()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.accessTokenAlg()).isEqualTo(SigningAlgorithm.RS256);
        assertThat(read(Map.of("albireo.tokens.access-token-alg", "EDDSA")).accessTokenAlg())
                .isEqualTo(SigningAlgorithm.EDDSA);
        assertThat(config.idTokenLifetime()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.refreshTokenIdle()).isEqualTo(Duration.ofDays(14));
        assertThat(config.refreshTokenOverlap()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.refreshTokenRotation()).isEqualTo(RefreshRotation.EVERY_CLIENT);
        assertThat(read(Map.of("albireo.tokens.refresh-token-rotation", "public-clients"))
                        .refreshTokenRotation())
                .isEqualTo(RefreshRotation.PUBLIC_CLIENTS);
    }

    private static TokenConfig read(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withMapping(TokenConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(TokenConfig.class);
    }
}
