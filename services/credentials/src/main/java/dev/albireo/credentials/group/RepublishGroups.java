package dev.albireo.credentials.group;

import dev.albireo.events.GroupEvent.GroupChanged;
import dev.albireo.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Publishes every declared group again, in the caller's Panache transaction. */
@ApplicationScoped
public class RepublishGroups {
    private final GroupStore store;
    private final Outbox outbox;
    private final Clock clock;

    RepublishGroups(GroupStore store, Outbox outbox, Clock clock) {
        this.store = store;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Makes each version newer than any published before, up to {@code leap} changes ago. */
    public Uni<Void> advanceVersions(int leap) {
        return store.lock().chain(() -> store.advanceVersions(leap));
    }

    /** Publishes the current states. */
    public Uni<Void> all() {
        Instant now = clock.instant();
        return store.listAll()
                .map(found -> found.stream()
                        .map(group -> new GroupChanged(group.state(), now))
                        .toList())
                .chain(this::append);
    }

    private Uni<Void> append(List<GroupChanged> events) {
        return Panache.getSession().chain(session -> outbox.append(session, events.toArray(GroupChanged[]::new)));
    }
}
