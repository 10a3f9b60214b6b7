package dev.albireo.oauth.audit;

import dev.albireo.events.AuditAction;
import dev.albireo.events.AuditRecorded;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Creates the audit events of this service. */
@ApplicationScoped
public class OauthAudit {
    private final OauthAuditStore store;
    private final Clock clock;

    OauthAudit(OauthAuditStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Returns the event of a successful action, for the transaction of the action. */
    public AuditRecorded success(
            String actor, AuditAction action, String target, Map<String, String> detail, @Nullable String address) {
        return new AuditRecorded(actor, action.wireName(), target, "success", detail, address, clock.instant());
    }

    /** Returns the event of a refused action. */
    public AuditRecorded refused(
            String actor, AuditAction action, String target, Map<String, String> detail, @Nullable String address) {
        return new AuditRecorded(actor, action.wireName(), target, "refused", detail, address, clock.instant());
    }

    /** Records the event in a transaction of its own. */
    public Uni<Void> record(AuditRecorded record) {
        return store.add(record);
    }
}
