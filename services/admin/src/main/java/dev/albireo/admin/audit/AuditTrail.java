package dev.albireo.admin.audit;

import dev.albireo.events.AuditRecorded;
import dev.albireo.events.Topic;
import dev.albireo.outbox.EventHandler;
import dev.albireo.outbox.ReceivedMessage;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stores every audit event once, and reads them newest first. */
@ApplicationScoped
public class AuditTrail implements PanacheRepositoryBase<AuditRecord, String>, EventHandler {
    private static final Sort NEWEST_FIRST = Sort.descending("at").and("eventId");
    private final AuditRecordStore records;

    AuditTrail(AuditRecordStore records) {
        this.records = records;
    }

    /** Returns the newest events, about one target or all. */
    Uni<List<AuditRecord>> newest(@Nullable String target, int count) {
        Page page = Page.ofSize(count);
        return Panache.withSession(() -> target == null
                ? findAll(NEWEST_FIRST).page(page).list()
                : find("target", NEWEST_FIRST, target).page(page).list());
    }

    /** Returns the newest events that are about a user or that the user caused. */
    public Uni<List<AuditRecord>> about(String subject, int count) {
        return Panache.withSession(() -> find("target = ?1 or actor = ?1", NEWEST_FIRST, subject)
                .page(Page.ofSize(count))
                .list());
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
        return handleAll(List.of(received));
    }

    @Override
    public Uni<Void> handleAll(List<ReceivedMessage> received) {
        List<AuditEntry> entries = new ArrayList<>();
        for (ReceivedMessage message : received) {
            if (message.event() instanceof AuditRecorded fact) {
                entries.add(AuditEntry.of(message.id(), fact));
            }
        }
        return entries.isEmpty() ? Uni.createFrom().voidItem() : records.add(entries);
    }
}
