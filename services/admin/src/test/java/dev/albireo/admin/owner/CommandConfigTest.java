package dev.albireo.admin.owner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.web.WebConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandConfigTest {
    private final SmallRyeConfig config = new SmallRyeConfigBuilder()
            .withMapping(CommandConfig.class)
            .withMapping(WebConfig.class)
            .withSources(new PropertiesConfigSource(Map.of("albireo.issuer", "http://localhost"), "test", 100))
            .withValidateUnknown(false)
            .build();

    @Test
    void the_outcome_is_given_up_before_the_request_is() {
        CommandConfig commands = config.getConfigMapping(CommandConfig.class);

        assertThat(commands.deadline())
                .isEqualTo(Duration.ofSeconds(22))
                .isLessThan(config.getConfigMapping(WebConfig.class).requestDeadline());
    }
}
