package dev.albireo.admin.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditConfigTest {
    @Test
    void defaults() {
        AuditConfig config = new SmallRyeConfigBuilder()
                .withMapping(AuditConfig.class)
                .withSources(new PropertiesConfigSource(Map.of(), "test", 100))
                .build()
                .getConfigMapping(AuditConfig.class);

        assertThat(config.retention()).isEqualTo(Duration.ofDays(400));
    }
}
