package dev.albireo.admin.deadletter;

import dev.albireo.admin.page.PageCursor;
import dev.albireo.events.AuditRecorded;
import dev.albireo.outbox.DeadLetter;
import dev.albireo.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The dead letters of all services. */
@ApplicationScoped
class DeadLetterRepository implements PanacheRepositoryBase<DeadLetterRecord, String> {
    private final Outbox outbox;

    DeadLetterRepository(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Adds a letter; one that was replayed and failed again takes the place of the earlier one. */
    Uni<Void> put(DeadLetter deadLetter) {
        return Panache.withTransaction(() -> findById(deadLetter.id())
                        .chain(known -> known == null
                                ? persist(new DeadLetterRecord().apply(deadLetter))
                                : Uni.createFrom().item(known.apply(deadLetter))))
                .replaceWithVoid();
    }

    /** Removes a letter that its service has processed. */
    Uni<Void> remove(DeadLetter deadLetter) {
        return Panache.withTransaction(() -> delete("id", deadLetter.id())).replaceWithVoid();
    }

    /** Returns up to {@code count} letters, the newest first, and one more, if there is one. */
    Uni<List<DeadLetterRecord>> newest(Optional<String> service, Optional<PageCursor> after, int count) {
        List<String> conditions = new ArrayList<>(List.of("1 = 1"));
        Parameters parameters = new Parameters();
        service.ifPresent(name -> {
            conditions.add("service = :service");
            parameters.and("service", name);
        });
        after.ifPresent(cursor -> {
            conditions.add("(givenUpAt, id) < (:at, :id)");
            parameters.and("at", cursor.at()).and("id", cursor.id());
        });
        return Panache.withSession(
                () -> find(String.join(" and ", conditions) + " order by givenUpAt desc, id desc", parameters)
                        .page(Page.ofSize(count + 1))
                        .list());
    }

    /** Notes that these letters are replayed, with an audit record of each; returns those that exist, unchanged if one of them is missing. */
    Uni<List<DeadLetterRecord>> replay(List<String> ids, Instant now, Function<DeadLetterRecord, AuditRecorded> audit) {
        return Panache.withTransaction(() -> find("id in ?1", ids)
                .list()
                .call(found -> found.size() == ids.size()
                        ? replayed(found, now, audit)
                        : Uni.createFrom().voidItem()));
    }

    /** Does the same for the oldest letters, of one service or of all. */
    Uni<List<DeadLetterRecord>> replayOldest(
            Optional<String> service, int count, Instant now, Function<DeadLetterRecord, AuditRecorded> audit) {
        String order = " order by givenUpAt, id";
        return Panache.withTransaction(() -> service.map(name -> find("service = ?1" + order, name))
                .orElseGet(() -> find("1 = 1" + order))
                .page(Page.ofSize(count))
                .list()
                .call(found -> replayed(found, now, audit)));
    }

    private Uni<Void> replayed(
            List<DeadLetterRecord> found, Instant now, Function<DeadLetterRecord, AuditRecorded> audit) {
        found.forEach(deadLetter -> deadLetter.replayedAt = now);
        AuditRecorded[] records = found.stream().map(audit).toArray(AuditRecorded[]::new);
        return Panache.getSession().chain(session -> outbox.append(session, records));
    }
}
