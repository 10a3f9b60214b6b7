package dev.albireo.admin.audit;

import dev.albireo.housekeeping.Leftovers;
import jakarta.inject.Singleton;
import java.util.List;

/** Deletes events that are older than {@link AuditConfig#retention()}; nothing else deletes events. */
@Singleton
class ForgetOldFacts implements Leftovers.House {
    private final AuditConfig config;

    ForgetOldFacts(AuditConfig config) {
        this.config = config;
    }

    @Override
    public List<Leftovers> leftovers() {
        return List.of(Leftovers.of("audit_record", "at", config.retention()));
    }
}
