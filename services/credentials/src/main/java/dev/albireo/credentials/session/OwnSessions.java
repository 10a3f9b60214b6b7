package dev.albireo.credentials.session;

import dev.albireo.credentials.oauth.OAuthNotifier;
import dev.albireo.credentials.session.Authentication.Full;
import dev.albireo.events.AuditAction;
import dev.albireo.events.SessionState;
import dev.albireo.outbox.Audit;
import dev.albireo.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Lists a user's own sessions and ends some of them, with every grant that depends on them. */
@ApplicationScoped
public class OwnSessions {
    private final SessionStore store;
    private final EndSession endSession;
    private final OAuthNotifier oauth;
    private final Outbox outbox;
    private final Audit audit;
    private final Clock clock;

    OwnSessions(
            SessionStore store, EndSession endSession, OAuthNotifier oauth, Outbox outbox, Audit audit, Clock clock) {
        this.store = store;
        this.endSession = endSession;
        this.oauth = oauth;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /** Returns the active ones, the last used first. */
    public Uni<List<LiveSession>> of(UUID subject) {
        return store.live(subject, clock.instant());
    }

    /** Ends one of the user's sessions; rejected with {@code NOT_FOUND} if it belongs to another user. */
    public Uni<Void> end(Full authentication, UUID id, BrowserInfo browser) {
        String subject = authentication.user().subject();
        return endSession
                .endOf(
                        authentication.session().subject(),
                        id,
                        audit.success(
                                subject,
                                AuditAction.SESSION_END,
                                subject,
                                Map.of("session", id.toString()),
                                browser.address()))
                .replaceWithVoid();
    }

    /** Ends all of the user's sessions except the current one. */
    public Uni<Void> endOthers(Full authentication, BrowserInfo browser) {
        String subject = authentication.user().subject();
        return Panache.withTransaction(() -> endSession
                        .endOthers(
                                authentication.session().subject(),
                                authentication.session().id(),
                                SessionState.REVOKED)
                        .call(() -> Panache.getSession()
                                .chain(hibernate -> outbox.append(
                                        hibernate,
                                        audit.success(
                                                subject,
                                                AuditAction.SESSION_END_OTHERS,
                                                subject,
                                                Map.of(),
                                                browser.address())))))
                .chain(oauth::sessions)
                .replaceWithVoid();
    }
}
