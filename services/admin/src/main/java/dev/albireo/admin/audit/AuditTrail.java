package dev.albireo.admin.audit;

import dev.albireo.events.AuditRecorded;
import dev.albireo.events.Topic;
import dev.albireo.outbox.EventHandler;
import dev.albireo.outbox.Inbox;
import dev.albireo.outbox.ReceivedMessage;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/** Stores every audit event once, and reads them newest first. */
@ApplicationScoped
class AuditTrail implements PanacheRepositoryBase<AuditRecord, String>, EventHandler {
    private static final Sort NEWEST_FIRST = Sort.descending("at").and("eventId");
    private final Inbox inbox;

    AuditTrail(Inbox inbox) {
        this.inbox = inbox;
    }

    @Incoming("audit")
    Uni<Void> on(ConsumerRecord<String, byte[]> record) {
        return inbox.apply(record, this::handle);
    }

    /** Returns the newest events, about one target or all. */
    Uni<List<AuditRecord>> newest(@Nullable String target, int count) {
        Page page = Page.ofSize(count);
        return Panache.withSession(() -> target == null
                ? findAll(NEWEST_FIRST).page(page).list()
                : find("target", NEWEST_FIRST, target).page(page).list());
    }

    /** Returns up to {@code count} matching events and one more, if there is one. */
    Uni<List<AuditRecord>> some(AuditQuery query, int count) {
        return Panache.withSession(() -> find(query.where(), query.parameters())
                .page(Page.ofSize(count + 1))
                .list());
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.AUDIT);
    }

    @Override
    public Uni<Void> handle(ReceivedMessage received) {
        return received.event() instanceof AuditRecorded fact
                ? Panache.withTransaction(() -> findById(received.id())
                                .onItem()
                                .ifNull()
                                .switchTo(() -> persist(entity(received.id(), fact))))
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    private static AuditRecord entity(String id, AuditRecorded fact) {
        AuditRecord record = new AuditRecord();
        record.eventId = id;
        record.at = fact.at();
        record.actor = fact.actor();
        record.action = fact.action();
        record.target = fact.target();
        record.outcome = fact.outcome();
        record.detail = new JsonObject(new HashMap<>(fact.detail())).encode();
        record.address = fact.address();
        return record;
    }
}
