package dev.albireo.admin.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long the audit trail is kept. */
@ConfigMapping(prefix = "albireo.audit")
public interface AuditConfig {
    /** How long a fact stays, by the time when it happened; what must stay longer is exported before. */
    @WithDefault("P400D")
    Duration retention();
}
