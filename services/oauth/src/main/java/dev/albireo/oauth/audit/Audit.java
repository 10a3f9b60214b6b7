package dev.albireo.oauth.audit;

import dev.albireo.events.AuditRecorded;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells the audit trail what happened. */
@ApplicationScoped
public class Audit {
    private final AuditStore store;
    private final Clock clock;

    Audit(AuditStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Returns the record of an act that succeeded, for the transaction that it happens in. */
    public AuditRecorded success(
            String actor, String action, String target, Map<String, String> detail, @Nullable String address) {
        return new AuditRecorded(actor, action, target, "success", detail, address, clock.instant());
    }

    /** Returns the record of an act that was refused. */
    public AuditRecorded refused(
            String actor, String action, String target, Map<String, String> detail, @Nullable String address) {
        return new AuditRecorded(actor, action, target, "refused", detail, address, clock.instant());
    }

    /** Tells it now, where nothing else changes. */
    public Uni<Void> tell(AuditRecorded record) {
        return store.add(record);
    }
}
