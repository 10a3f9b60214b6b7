package dev.albireo.oauth.audit;

import dev.albireo.events.AuditRecorded;
import dev.albireo.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;

/** Appends to the outbox in a transaction of its own. */
@ApplicationScoped
class OauthAuditStore {
    private final Pool db;
    private final Outbox outbox;

    OauthAuditStore(Pool db, Outbox outbox) {
        this.db = db;
        this.outbox = outbox;
    }

    Uni<Void> add(AuditRecorded audit) {
        return db.withTransaction(connection -> outbox.append(connection, audit));
    }
}
