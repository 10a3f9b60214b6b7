package dev.albireo.credentials.admin;

import dev.albireo.credentials.admin.UserAdministration.ChangedUser;
import dev.albireo.credentials.attempt.Attempts;
import dev.albireo.credentials.oauth.OAuthNotifier;
import dev.albireo.credentials.passkey.Passkeys;
import dev.albireo.credentials.recovery.RecoveryCodes;
import dev.albireo.credentials.report.AccountLocks;
import dev.albireo.credentials.session.EndSession;
import dev.albireo.credentials.totp.TotpEnrolments;
import dev.albireo.credentials.user.AdministratorRights;
import dev.albireo.credentials.user.UserView;
import dev.albireo.credentials.user.Users;
import dev.albireo.events.AuditAction;
import dev.albireo.events.SessionState;
import dev.albireo.events.TwoFactorEvent.TwoFactorReset;
import dev.albireo.outbox.Audit;
import dev.albireo.outbox.Outbox;
import dev.albireo.web.Actor;
import dev.albireo.web.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
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
    private final Passkeys passkeys;
    private final TotpEnrolments enrolments;
    private final RecoveryCodes recoveryCodes;
    private final EndSession endSession;
    private final Attempts attempts;
    private final AccountLocks locks;
    private final OAuthNotifier oauth;
    private final Outbox outbox;
    private final Audit audit;
    private final Actor actor;
    private final AdministratorRights rights;
    private final Clock clock;

    ResetTwoFactor(
            Users users,
            Passkeys passkeys,
            TotpEnrolments enrolments,
            RecoveryCodes recoveryCodes,
            EndSession endSession,
            Attempts attempts,
            AccountLocks locks,
            OAuthNotifier oauth,
            Outbox outbox,
            Audit audit,
            Actor actor,
            AdministratorRights rights,
            Clock clock) {
        this.users = users;
        this.passkeys = passkeys;
        this.enrolments = enrolments;
        this.recoveryCodes = recoveryCodes;
        this.endSession = endSession;
        this.attempts = attempts;
        this.locks = locks;
        this.oauth = oauth;
        this.outbox = outbox;
        this.audit = audit;
        this.actor = actor;
        this.rights = rights;
        this.clock = clock;
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
        return Panache.withTransaction(() ->
                        users.lockView(subject).invoke(this::checkAllowed).chain(user -> removed(user, by, reason)))
                .call(done -> attempts.resetAccount(done.user().state().subject()))
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

    private Uni<CommittedReset> removed(UserView target, String by, String reason) {
        String name = target.state().subject();
        UUID subject = UUID.fromString(name);
        return passkeys.removeAll(subject)
                .chain(() -> enrolments.remove(subject))
                .chain(() -> recoveryCodes.voidAll(subject))
                .chain(() -> users.resetSecondFactor(subject))
                .call(() -> Panache.getSession()
                        .chain(hibernate -> outbox.append(
                                hibernate,
                                new TwoFactorReset(name, by, reason, clock.instant()),
                                audit.success(by, AuditAction.TWO_FACTOR_RESET, name, Map.of("reason", reason), null))))
                .chain(state -> endSession
                        .endAll(subject, SessionState.REVOKED)
                        .map(ended -> new CommittedReset(target.with(state), ended)));
    }
}
