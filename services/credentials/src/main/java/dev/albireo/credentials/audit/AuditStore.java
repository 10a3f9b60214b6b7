package dev.albireo.credentials.audit;

import dev.albireo.events.AuditRecorded;
import dev.albireo.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;

/** Puts a lone audit event into the outbox. */
@ApplicationScoped
class AuditStore {
    private final Pool db;
    private final Outbox outbox;

    AuditStore(Pool db, Outbox outbox) {
        this.db = db;
        this.outbox = outbox;
    }

    Uni<Void> record(AuditRecorded act) {
        return outbox.append(db, act);
    }
}
