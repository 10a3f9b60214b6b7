package dev.albireo.credentials.admin;

import dev.albireo.credentials.admin.UserAdministration.ChangedUser;
import dev.albireo.credentials.attempt.Attempts;
import dev.albireo.credentials.factorreset.RemoveFactors;
import dev.albireo.credentials.factorreset.RemoveFactors.ResetBy;
import dev.albireo.credentials.oauth.OAuthNotifier;
import dev.albireo.credentials.report.AccountLocks;
import dev.albireo.credentials.user.AdministratorRights;
import dev.albireo.credentials.user.UserView;
import dev.albireo.credentials.user.Users;
import dev.albireo.events.AuditAction;
import dev.albireo.events.SessionState;
import dev.albireo.outbox.Audit;
import dev.albireo.web.Actor;
import dev.albireo.web.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Helps a user who is locked out, on behalf of an administrator: clears wrong attempts, or removes every factor except the password. A
 * reset ends every session, in one transaction; administrators cannot reset themselves.
 */
@ApplicationScoped
class ResetTwoFactor {
    private final Users users;
    private final RemoveFactors removeFactors;
    private final Attempts attempts;
    private final AccountLocks locks;
    private final OAuthNotifier oauth;
    private final Audit audit;
    private final Actor actor;
    private final AdministratorRights rights;

    ResetTwoFactor(
            Users users,
            RemoveFactors removeFactors,
            Attempts attempts,
            AccountLocks locks,
            OAuthNotifier oauth,
            Audit audit,
            Actor actor,
            AdministratorRights rights) {
        this.users = users;
        this.removeFactors = removeFactors;
        this.attempts = attempts;
        this.locks = locks;
        this.oauth = oauth;
        this.audit = audit;
        this.actor = actor;
        this.rights = rights;
    }

    private record CommittedReset(UserView user, List<SessionState> ended) {}

    /** Clears the counters of wrong passwords and second factors. */
    Uni<UserView> unlock(UserView user) {
        rights.checkChange(user.state());
        String subject = user.state().subject();
        return attempts.resetAccount(subject)
                .chain(() -> locks.lift(UUID.fromString(subject)))
                .chain(() ->
                        audit.record(audit.success(actor.name(), AuditAction.USER_UNLOCK, subject, Map.of(), null)))
                .replaceWith(user);
    }

    /** Removes every factor except the password; rejected with {@code NOT_FOUND} or {@code FORBIDDEN}. */
    Uni<ChangedUser> reset(UUID subject, String reason) {
        String by = actor.name();
        return Panache.withTransaction(() -> users.lockView(subject)
                        .invoke(this::checkAllowed)
                        .chain(user -> removeFactors
                                .inTransaction(subject, new ResetBy(by, reason, Map.of("reason", reason), null))
                                .map(done -> new CommittedReset(user.with(done.user()), done.ended()))))
                .call(done -> attempts.resetAccount(subject.toString()))
                .chain(done -> oauth.user(done.user().state(), done.ended())
                        .map(inForce -> new ChangedUser(done.user(), inForce)));
    }

    private void checkAllowed(UserView target) {
        rights.checkChange(target.state());
        if (actor.name().equals(target.state().subject())) {
            throw Problem.FORBIDDEN.because(
                    "administrators cannot reset their own second factor; ask another administrator");
        }
    }
}
