package dev.albireo.credentials.session;

import dev.albireo.credentials.audit.Audit;
import dev.albireo.credentials.oauth.TellOAuth;
import dev.albireo.events.SessionState;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Sessions end: one by its id, or all of a person. */
@ApplicationScoped
public class EndSession {
    private static final UUID NONE = new UUID(0, 0);
    private final SessionStore store;
    private final TellOAuth oauth;
    private final Audit audit;
    private final Clock clock;

    EndSession(SessionStore store, TellOAuth oauth, Audit audit, Clock clock) {
        this.store = store;
        this.oauth = oauth;
        this.audit = audit;
        this.clock = clock;
    }

    /** Returns the person signs out here; {@code oauth} knows when this completes, if it can be reached. */
    public Uni<Void> signOut(LoginSession session, Browser browser) {
        String subject = session.subject().toString();
        return store.end(
                        session.id(),
                        now(),
                        SessionState.LOGOUT,
                        audit.done(
                                subject,
                                "logout",
                                subject,
                                Map.of("session", session.id().toString()),
                                browser.address()))
                .call(ended -> ended.map(over -> oauth.session(over.state()))
                        .orElse(Uni.createFrom().item(true)))
                .replaceWithVoid();
    }

    /** Ends a session for another service, which knows then; empty if there is none. Ending it twice is no error. */
    public Uni<Optional<LoginSession>> end(UUID id, String reason, String actor) {
        return store.end(
                        id,
                        now(),
                        reason,
                        audit.done(actor, "session.end", id.toString(), Map.of("reason", reason), null))
                .chain(ended -> ended.isPresent() ? Uni.createFrom().item(ended) : store.byId(id));
    }

    /** Ends all sessions of a person in the caller's Panache transaction; tell {@code oauth} once that is committed. */
    public Uni<List<SessionState>> endAll(UUID subject, String reason) {
        return endOthers(subject, NONE, reason);
    }

    /** As {@link #endAll}, but for one session. */
    public Uni<List<SessionState>> endOthers(UUID subject, UUID spared, String reason) {
        return Panache.getSession().chain(hibernate -> store.endAll(hibernate, subject, now(), reason, spared));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
