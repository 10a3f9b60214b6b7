package dev.albireo.webhooks.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.albireo.web.EgressConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void nothing_private_is_allowed_by_default() {
        EgressConfig config = new SmallRyeConfigBuilder()
                .withMapping(EgressConfig.class)
                .build()
                .getConfigMapping(EgressConfig.class);
        assertThat(config.allow()).isEmpty();
    }

    @Test
    void there_is_no_key_by_default() {
        assertThatThrownBy(() -> new SmallRyeConfigBuilder()
                        .withMapping(HandoverKeyConfig.class)
                        .build())
                .hasMessageContaining("albireo.keys.delivery");
    }
}
