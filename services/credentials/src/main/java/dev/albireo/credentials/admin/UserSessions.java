package dev.albireo.credentials.admin;

import dev.albireo.credentials.oauth.OAuthNotifier;
import dev.albireo.credentials.session.EndSession;
import dev.albireo.credentials.session.LiveSession;
import dev.albireo.credentials.session.OwnSessions;
import dev.albireo.credentials.user.AdministratorRights;
import dev.albireo.credentials.user.UserView;
import dev.albireo.credentials.user.Users;
import dev.albireo.events.AuditAction;
import dev.albireo.events.AuditRecorded;
import dev.albireo.events.SessionState;
import dev.albireo.outbox.Audit;
import dev.albireo.outbox.Outbox;
import dev.albireo.web.Actor;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Lists the sessions of a user for an administrator and ends them, with every grant that depends on them. */
@ApplicationScoped
class UserSessions {
    private final Users users;
    private final OwnSessions sessions;
    private final EndSession endSession;
    private final OAuthNotifier oauth;
    private final Outbox outbox;
    private final Audit audit;
    private final Actor actor;
    private final AdministratorRights rights;

    UserSessions(
            Users users,
            OwnSessions sessions,
            EndSession endSession,
            OAuthNotifier oauth,
            Outbox outbox,
            Audit audit,
            Actor actor,
            AdministratorRights rights) {
        this.users = users;
        this.sessions = sessions;
        this.endSession = endSession;
        this.oauth = oauth;
        this.outbox = outbox;
        this.audit = audit;
        this.actor = actor;
        this.rights = rights;
    }

    /** Returns the active ones, the last used first. */
    Uni<List<LiveSession>> of(UserView user) {
        return sessions.of(subject(user));
    }

    /** Ends one session; returns whether {@code oauth} has applied it. Rejected with {@code NOT_FOUND} if it is not the user's. */
    Uni<Boolean> end(UserView user, UUID session, String reason) {
        rights.checkChange(user.state());
        return endSession.endOf(
                subject(user),
                session,
                record(user, AuditAction.SESSION_END, Map.of("session", session.toString(), "reason", reason)));
    }

    /** Ends all sessions; returns whether {@code oauth} has applied it. */
    Uni<Boolean> endAll(UserView user, String reason) {
        AuditRecorded record = record(user, AuditAction.SESSION_END_ALL, Map.of("reason", reason));
        return Panache.withTransaction(() -> users.lockView(subject(user))
                        .invoke(locked -> rights.checkChange(locked.state()))
                        .chain(locked -> endSession.endAll(subject(user), SessionState.REVOKED))
                        .call(() -> Panache.getSession().chain(hibernate -> outbox.append(hibernate, record))))
                .chain(oauth::sessions);
    }

    private AuditRecorded record(UserView user, AuditAction action, Map<String, String> detail) {
        return audit.success(actor.name(), action, user.state().subject(), detail, null);
    }

    private static UUID subject(UserView user) {
        return UUID.fromString(user.state().subject());
    }
}
