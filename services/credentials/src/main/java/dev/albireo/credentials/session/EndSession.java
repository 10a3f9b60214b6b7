package dev.albireo.credentials.session;

import dev.albireo.credentials.oauth.OAuthNotifier;
import dev.albireo.events.AuditAction;
import dev.albireo.events.AuditRecorded;
import dev.albireo.events.SessionState;
import dev.albireo.outbox.Audit;
import dev.albireo.web.Problem;
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

/** Ends sessions: one by its id, or all of a user. */
@ApplicationScoped
public class EndSession {
    private static final UUID NONE = new UUID(0, 0);
    private final SessionStore store;
    private final OAuthNotifier oauth;
    private final Audit audit;
    private final Clock clock;

    EndSession(SessionStore store, OAuthNotifier oauth, Audit audit, Clock clock) {
        this.store = store;
        this.oauth = oauth;
        this.audit = audit;
        this.clock = clock;
    }

    /** Signs the user out; completes after {@code oauth} was notified, if it is reachable. */
    public Uni<Void> signOut(LoginSession session, BrowserInfo browser) {
        String subject = session.subject().toString();
        return store.end(
                        session.id(),
                        now(),
                        SessionState.LOGOUT,
                        audit.success(
                                subject,
                                AuditAction.LOGOUT,
                                subject,
                                Map.of("session", session.id().toString()),
                                browser.address()))
                .call(ended -> ended.map(over -> oauth.session(over.state()))
                        .orElse(Uni.createFrom().item(true)))
                .replaceWithVoid();
    }

    /** Ends a session for another service, which is thereby informed; empty if there is none. Repeating it is no error. */
    public Uni<Optional<LoginSession>> end(UUID id, String reason, String actor) {
        return store.end(
                        id,
                        now(),
                        reason,
                        audit.success(actor, AuditAction.SESSION_END, id.toString(), Map.of("reason", reason), null))
                .chain(ended -> ended.isPresent() ? Uni.createFrom().item(ended) : store.byId(id));
    }

    /**
     * Ends one of a user's sessions, with this record; rejected with {@code NOT_FOUND} if it is unknown or belongs to another user.
     *
     * @return whether {@code oauth} has applied it; true if the session had ended before
     */
    public Uni<Boolean> endOf(UUID subject, UUID id, AuditRecorded record) {
        return store.byId(id)
                .invoke(found -> {
                    if (found.filter(session -> session.subject().equals(subject))
                            .isEmpty()) {
                        throw Problem.NOT_FOUND.because("session not found");
                    }
                })
                .chain(found -> store.end(id, now(), SessionState.REVOKED, record))
                .chain(ended -> ended.map(over -> oauth.session(over.state()))
                        .orElse(Uni.createFrom().item(true)));
    }

    /** Ends all sessions of a user in the caller's Panache transaction; notify {@code oauth} after the commit. */
    public Uni<List<SessionState>> endAll(UUID subject, String reason) {
        return endOthers(subject, NONE, reason);
    }

    /** Ends sessions as {@link #endAll} does, except one. */
    public Uni<List<SessionState>> endOthers(UUID subject, UUID spared, String reason) {
        return Panache.getSession().chain(hibernate -> store.endAll(hibernate, subject, now(), reason, spared));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
