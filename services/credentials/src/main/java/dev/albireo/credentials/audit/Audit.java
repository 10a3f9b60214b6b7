package dev.albireo.credentials.audit;

import dev.albireo.events.AuditAction;
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
    private final AnonymousFailures anonymousFailures;
    private final Clock clock;

    Audit(AuditStore store, AnonymousFailures anonymousFailures, Clock clock) {
        this.store = store;
        this.anonymousFailures = anonymousFailures;
        this.clock = clock;
    }

    /** Returns the event of a successful action. */
    public AuditRecorded done(
            String actor,
            AuditAction action,
            @Nullable String target,
            Map<String, String> detail,
            @Nullable String address) {
        return new AuditRecorded(actor, action.wireName(), target, "success", detail, address, clock.instant());
    }

    /**
     * Records the event of a refused action in a transaction of its own. Actions of {@link #ANONYMOUS} are counted by
     * {@link AnonymousFailures}, so that any number of attempts writes few records.
     */
    public Uni<Void> refused(
            String actor, AuditAction action, @Nullable String target, String why, @Nullable String address) {
        AuditRecorded refusal = new AuditRecorded(
                actor, action.wireName(), target, "refused", Map.of("why", why), address, clock.instant());
        return actor.equals(ANONYMOUS) && address != null
                ? anonymousFailures.add(refusal, why, address)
                : store.record(refusal);
    }

    /** Records an action without other changes, and its events. */
    public Uni<Void> record(AuditRecorded act, Event... facts) {
        return store.record(act, facts);
    }
}
