package dev.albireo.credentials.admin;

import dev.albireo.credentials.admin.UserFactors.ListedFactor;
import dev.albireo.credentials.session.LiveSession;
import dev.albireo.credentials.session.OwnSessions;
import dev.albireo.credentials.user.UserView;
import dev.albireo.events.AuditAction;
import dev.albireo.outbox.Audit;
import dev.albireo.web.Actor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Returns what this service stores about a user, without secrets, and audits it. */
@ApplicationScoped
class ExportAccount {
    private final OwnSessions sessions;
    private final UserFactors factors;
    private final Audit audit;
    private final Actor actor;

    ExportAccount(OwnSessions sessions, UserFactors factors, Audit audit, Actor actor) {
        this.sessions = sessions;
        this.factors = factors;
        this.audit = audit;
        this.actor = actor;
    }

    /** An account with its factors and its active sessions. */
    record ExportedAccount(UserView user, List<ListedFactor> factors, List<LiveSession> sessions) {}

    Uni<ExportedAccount> of(UserView user) {
        UUID subject = UUID.fromString(user.state().subject());
        return Uni.combine()
                .all()
                .unis(factors.of(subject), sessions.of(subject))
                .with((enrolled, active) -> new ExportedAccount(user, enrolled, active))
                .call(() -> audit.record(audit.success(
                        actor.name(), AuditAction.USER_EXPORT, user.state().subject(), Map.of(), null)));
    }
}
