package dev.albireo.credentials.audit;

import dev.albireo.events.AuditRecorded;
import dev.albireo.events.Event;
import dev.albireo.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.Stream;

/** Appends a single audit event to the outbox. */
@ApplicationScoped
class AuditStore {
    private final Pool db;
    private final Outbox outbox;

    AuditStore(Pool db, Outbox outbox) {
        this.db = db;
        this.outbox = outbox;
    }

    Uni<Void> record(AuditRecorded act, Event... facts) {
        Event[] all = Stream.concat(Stream.of(act), Stream.of(facts)).toArray(Event[]::new);
        return db.withTransaction(tx -> outbox.append(tx, all));
    }
}
