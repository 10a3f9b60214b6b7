package dev.albireo.admin.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The retention of the audit trail. */
@ConfigMapping(prefix = "albireo.audit")
public interface AuditConfig {
    /** How long an event is kept, counted from the time when it occurred; export events that must be kept longer. */
    @WithDefault("P400D")
    Duration retention();
}
