package dev.albireo.credentials.session;

import dev.albireo.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Ends every session that a backup has restored, in the caller's Panache transaction, and publishes their end page by page. */
@ApplicationScoped
public class EndAllSessions {
    private final SessionStore store;
    private final Outbox outbox;

    EndAllSessions(SessionStore store, Outbox outbox) {
        this.store = store;
        this.outbox = outbox;
    }

    /** Ends all of them, each with a version that is {@code leap} greater. */
    public Uni<Void> end(Instant at, int leap) {
        return Panache.getSession().chain(hibernate -> store.endRestored(hibernate, at, leap));
    }

    /** Publishes the next sessions after {@code after} that ended at that time; returns the last one, or empty at the end. */
    public Uni<Optional<UUID>> republish(Instant at, UUID after, int count) {
        return Panache.getSession()
                .chain(hibernate -> store.restored(hibernate, at, after, count)
                        .call(sessions -> outbox.append(hibernate, SessionStore.ended(sessions))))
                .map(sessions -> sessions.isEmpty()
                        ? Optional.empty()
                        : Optional.of(sessions.getLast().id()));
    }
}
