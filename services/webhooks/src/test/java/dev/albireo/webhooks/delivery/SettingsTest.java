package dev.albireo.webhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.albireo.outbox.EventConfig;
import dev.albireo.web.EgressConfig;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void names_of_services_are_read_from_the_names_of_files_too(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("ALBIREO_EVENTS_SIGNING_KEY"), "one\n");
        Files.writeString(directory.resolve("ALBIREO_EVENTS_PUBLIC_KEYS_CREDENTIALS"), "two, three\n");
        EventConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredSources()
                .withSources(new EnvConfigSource(Map.of("ALBIREO_SECRETS_DIRECTORY", directory.toString()), 300))
                .withMapping(EventConfig.class)
                .build()
                .getConfigMapping(EventConfig.class);
        assertThat(config.signingKey()).isEqualTo("one");
        assertThat(config.publicKeys()).containsExactly(Map.entry("credentials", "two, three"));
    }
}
