package dev.albireo.credentials.audit;

import dev.albireo.events.AuditRecorded;
import dev.albireo.events.Event;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Creates audit events, and records those without a change of their own. */
@ApplicationScoped
public class Audit {
    /** The actor before authentication. */
    public static final String ANONYMOUS = "anonymous";

    private final AuditStore store;
    private final Clock clock;

    Audit(AuditStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Returns the event of a successful action. */
    public AuditRecorded done(
            String actor,
            String action,
            @Nullable String target,
            Map<String, String> detail,
            @Nullable String address) {
        return new AuditRecorded(actor, action, target, "success", detail, address, clock.instant());
    }

    /** Records the event of a refused action in a transaction of its own. */
    public Uni<Void> refused(
            String actor, String action, @Nullable String target, String why, @Nullable String address) {
        return store.record(
                new AuditRecorded(actor, action, target, "refused", Map.of("why", why), address, clock.instant()));
    }

    /** Records an action without other changes, and its events. */
    public Uni<Void> record(AuditRecorded act, Event... facts) {
        return store.record(act, facts);
    }
}
