package dev.albireo.admin.audit;

import dev.albireo.housekeeping.RetentionRule;
import jakarta.inject.Singleton;
import java.util.List;

/** Deletes events that are older than {@link AuditConfig#retention()}; nothing else deletes events. */
@Singleton
class AuditRetention implements RetentionRule.RetentionRules {
    private final AuditConfig config;

    AuditRetention(AuditConfig config) {
        this.config = config;
    }

    @Override
    public List<RetentionRule> leftovers() {
        return List.of(RetentionRule.of("audit_record", "at", config.retention()));
    }
}
