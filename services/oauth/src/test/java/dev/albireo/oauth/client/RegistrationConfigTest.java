package dev.albireo.oauth.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegistrationConfigTest {
    @Test
    void defaults() {
        RegistrationConfig config = read(Map.of());

        assertThat(config.mode()).isEmpty();
        assertThat(config.requirePkce()).isTrue();
        assertThat(config.isOpen(false)).isFalse();
        assertThat(config.isOpen(true)).isTrue();
        assertThat(read(Map.of("albireo.registration.mode", "closed")).isOpen(true))
                .isFalse();
        assertThat(read(Map.of("albireo.registration.mode", "open")).isOpen(false))
                .isTrue();
        assertThat(config.defaultScopes()).contains("openid", "payment").noneMatch(Scopes::isReserved);
    }

    private static RegistrationConfig read(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withMapping(RegistrationConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(RegistrationConfig.class);
    }
}
