package dev.albireo.oauth.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.oauth.client.RegistrationConfig.Mode;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegistrationConfigTest {
    @Test
    void defaults() {
        RegistrationConfig config = read(Map.of());

        assertThat(config.mode()).isEmpty();
        assertThat(config.requirePkce()).isTrue();
        assertThat(config.inForce(false)).isEqualTo(Mode.CLOSED);
        assertThat(config.inForce(true)).isEqualTo(Mode.OPEN);
        for (Mode mode : Mode.values()) {
            assertThat(read(Map.of("albireo.registration.mode", mode.name().toLowerCase(Locale.ROOT)))
                            .inForce(true))
                    .isEqualTo(mode);
        }
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
