package dev.albireo.credentials.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SessionRestoreConfigTest {
    @Test
    void nothing_was_restored_by_default() {
        SessionRestoreConfig defaults = builder().build().getConfigMapping(SessionRestoreConfig.class);
        assertThat(defaults.at()).isEmpty();
        assertThat(defaults.tellAgain()).isEmpty();
        assertThat(builder()
                        .withDefaultValue("albireo.restore.at", "2026-11-22T18:00:00Z")
                        .build()
                        .getConfigMapping(SessionRestoreConfig.class)
                        .at())
                .hasValue(Instant.parse("2026-11-22T18:00:00Z"));
    }

    private static SmallRyeConfigBuilder builder() {
        return new SmallRyeConfigBuilder().withMapping(SessionRestoreConfig.class);
    }
}
