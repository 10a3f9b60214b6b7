package dev.albireo.outbox;

import dev.albireo.events.AuditAction;
import dev.albireo.events.AuditRecorded;
import dev.albireo.events.Event;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The only place that creates audit events. The event of an action that changes data is appended to the {@link Outbox} in the transaction of
 * the change; {@link #record} is for an action without one.
 */
@Singleton
public class Audit {
    /** The actor before authentication. */
    public static final String ANONYMOUS = "anonymous";

    private static final String SUCCESS = "success";
    private static final String REFUSED = "refused";

    private final Pool db;
    private final Outbox outbox;
    private final Clock clock;

    Audit(Pool db, Outbox outbox, Clock clock) {
        this.db = db;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Returns the event of a successful action. */
    public AuditRecorded success(
            String actor,
            AuditAction action,
            @Nullable String target,
            Map<String, String> detail,
            @Nullable String address) {
        return event(actor, action, target, SUCCESS, detail, address);
    }

    /** Returns the event of a refused action. */
    public AuditRecorded refused(
            String actor,
            AuditAction action,
            @Nullable String target,
            Map<String, String> detail,
            @Nullable String address) {
        return event(actor, action, target, REFUSED, detail, address);
    }

    /** Records an action without other changes, and its events, in a transaction of their own. */
    public Uni<Void> record(AuditRecorded action, Event... facts) {
        Event[] all = Stream.concat(Stream.of(action), Stream.of(facts)).toArray(Event[]::new);
        return db.withTransaction(connection -> outbox.append(connection, all));
    }

    private AuditRecorded event(
            String actor,
            AuditAction action,
            @Nullable String target,
            String outcome,
            Map<String, String> detail,
            @Nullable String address) {
        return new AuditRecorded(actor, action.wireName(), target, outcome, detail, address, clock.instant());
    }
}
