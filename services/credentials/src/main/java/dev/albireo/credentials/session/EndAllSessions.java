package dev.albireo.credentials.session;

import dev.albireo.events.SessionState;
import dev.albireo.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Ends the sessions of all users, in the caller's Panache transaction, and publishes their end page by page: those that a backup has restored,
 * or those that an owner ends.
 */
@ApplicationScoped
public class EndAllSessions {
    private static final String RESTORED = "restored";
    private static final UUID BEFORE_ALL = new UUID(0, 0);
    private static final int PAGE = 500;

    private final SessionStore store;
    private final Outbox outbox;

    EndAllSessions(SessionStore store, Outbox outbox) {
        this.store = store;
        this.outbox = outbox;
    }

    /** Ends all restored ones, each with a version that is {@code leap} greater. */
    public Uni<Void> end(Instant at, int leap) {
        return Panache.getSession().chain(hibernate -> store.endRestored(hibernate, at, leap));
    }

    /** Publishes the next restored sessions after {@code after} that ended at that time; returns the last one, or empty at the end. */
    public Uni<Optional<UUID>> republish(Instant at, UUID after, int count) {
        return publish(at, RESTORED, after, count);
    }

    /** Ends those that began before this time, and publishes their end; returns their number. */
    public Uni<Integer> endEarlier(Instant at, Instant before) {
        return Panache.getSession()
                .chain(hibernate -> store.endEarlier(hibernate, at, before))
                .call(() -> publishAll(at, BEFORE_ALL));
    }

    private Uni<Void> publishAll(Instant at, UUID after) {
        return publish(at, SessionState.REVOKED, after, PAGE)
                .chain(last -> last.map(id -> publishAll(at, id))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Optional<UUID>> publish(Instant at, String reason, UUID after, int count) {
        return Panache.getSession()
                .chain(hibernate -> store.endedTogether(hibernate, at, reason, after, count)
                        .call(sessions -> outbox.append(hibernate, SessionStore.ended(sessions))))
                .map(sessions -> sessions.isEmpty()
                        ? Optional.empty()
                        : Optional.of(sessions.getLast().id()));
    }
}
