package dev.albireo.oauth.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GrantRestoreConfigTest {
    @Test
    void nothing_was_restored_by_default() {
        assertThat(builder().build().getConfigMapping(GrantRestoreConfig.class).at())
                .isEmpty();
        assertThat(builder()
                        .withDefaultValue("albireo.restore.at", "2026-11-22T18:00:00Z")
                        .build()
                        .getConfigMapping(GrantRestoreConfig.class)
                        .at())
                .hasValue(Instant.parse("2026-11-22T18:00:00Z"));
    }

    private static SmallRyeConfigBuilder builder() {
        return new SmallRyeConfigBuilder().withMapping(GrantRestoreConfig.class);
    }
}
