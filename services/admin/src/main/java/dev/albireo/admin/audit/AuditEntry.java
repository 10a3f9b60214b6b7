package dev.albireo.admin.audit;

import dev.albireo.events.AuditRecorded;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The content of one audit record, with the CloudEvents id of its event. */
record AuditEntry(
        String eventId,
        Instant at,
        String actor,
        String action,
        @Nullable String target,
        String outcome,
        Map<String, String> detail,
        @Nullable String address) {
    AuditEntry {
        detail = Map.copyOf(detail);
    }

    static AuditEntry of(String eventId, AuditRecorded fact) {
        return new AuditEntry(
                eventId,
                fact.at(),
                fact.actor(),
                fact.action(),
                fact.target(),
                fact.outcome(),
                fact.detail(),
                fact.address());
    }

    /** Returns the name of the chain that it belongs to. */
    String chain() {
        return AuditClass.of(action, outcome).chain(at);
    }
}
