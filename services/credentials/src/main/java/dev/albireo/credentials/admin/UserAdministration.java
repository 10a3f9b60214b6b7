package dev.albireo.credentials.admin;

import dev.albireo.credentials.oauth.OAuthNotifier;
import dev.albireo.credentials.password.HashCaller;
import dev.albireo.credentials.password.NewPassword;
import dev.albireo.credentials.password.Passwords;
import dev.albireo.credentials.session.EndSession;
import dev.albireo.credentials.user.AdministratorRights;
import dev.albireo.credentials.user.UserView;
import dev.albireo.credentials.user.Users;
import dev.albireo.credentials.user.Users.ChangedProfile;
import dev.albireo.events.AuditAction;
import dev.albireo.events.Event;
import dev.albireo.events.SessionState;
import dev.albireo.events.TwoFactorEvent.TwoFactorRequirementChanged;
import dev.albireo.outbox.Audit;
import dev.albireo.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Changes an account on behalf of an administrator: one transaction for the change, the sessions it ends and its events, then {@code oauth}
 * is notified, and the response says whether it is in force there.
 */
@ApplicationScoped
class UserAdministration {
    private final Users users;
    private final Passwords passwords;
    private final EndSession endSession;
    private final OAuthNotifier oauth;
    private final Outbox outbox;
    private final Audit audit;
    private final AdministratorRights rights;
    private final Clock clock;

    UserAdministration(
            Users users,
            Passwords passwords,
            EndSession endSession,
            OAuthNotifier oauth,
            Outbox outbox,
            Audit audit,
            AdministratorRights rights,
            Clock clock) {
        this.users = users;
        this.passwords = passwords;
        this.endSession = endSession;
        this.oauth = oauth;
        this.outbox = outbox;
        this.audit = audit;
        this.rights = rights;
        this.clock = clock;
    }

    /** The result; {@code inForce} is false if {@code oauth} could not be notified and learns of it by event. */
    record ChangedUser(UserView user, boolean inForce) {}

    private record CommittedChange(UserView user, List<SessionState> ended) {}

    /** Sets whether a second factor is required of this user. Has no effect, and publishes no event, if the value is unchanged. */
    Uni<ChangedUser> requireSecondFactor(UUID subject, SecondFactorRequirement requirement, String actor) {
        boolean required = requirement.required();
        return notified(Panache.withTransaction(() -> changeable(subject)
                .chain(() -> users.requireSecondFactor(subject, required))
                .call(change -> requirementRecorded(change, required, actor))
                .chain(change -> ended(change.user(), requirement.endSessions(), SessionState.REVOKED))));
    }

    /** Enables or disables an account; disabling ends all its sessions, and enabling ends any that a fault had left. */
    Uni<ChangedUser> enable(UUID subject, boolean enabled, String actor) {
        return notified(Panache.withTransaction(() -> changeable(subject)
                .chain(() -> users.enable(subject, enabled))
                .call(change -> change.different()
                        ? append(audit.success(
                                actor,
                                AuditAction.USER_ENABLED,
                                subject(change.user()),
                                Map.of("enabled", "" + enabled),
                                null))
                        : Uni.createFrom().voidItem())
                .chain(change -> ended(change.user(), !enabled || change.different(), SessionState.DISABLED))));
    }

    /** Sets the user's password, ends all their sessions and voids all grants of applications. */
    Uni<ChangedUser> setPassword(UUID subject, NewPassword password, String actor) {
        return notified(passwords
                .hash(password, HashCaller.ADMINISTRATION)
                .chain(phc -> Panache.withTransaction(() -> changeable(subject)
                        .chain(() -> users.voidGrants(subject))
                        .chain(() -> users.lockView(subject))
                        .call(user -> passwords.set(subject, phc))
                        .call(user ->
                                append(audit.success(actor, AuditAction.USER_PASSWORD, subject(user), Map.of(), null)))
                        .chain(user -> ended(user, true, SessionState.REVOKED)))));
    }

    /** Locks the account; rejected if the role of the administrator does not extend to it. */
    private Uni<UserView> changeable(UUID subject) {
        return users.lockView(subject).invoke(user -> rights.checkChange(user.state()));
    }

    private Uni<Void> requirementRecorded(ChangedProfile change, boolean required, String actor) {
        if (!change.different()) {
            return Uni.createFrom().voidItem();
        }
        String subject = subject(change.user());
        return append(
                new TwoFactorRequirementChanged(
                        subject, change.user().state().username(), required, actor, clock.instant()),
                audit.success(
                        actor,
                        AuditAction.USER_TWO_FACTOR_REQUIREMENT,
                        subject,
                        Map.of("required", "" + required),
                        null));
    }

    private Uni<CommittedChange> ended(UserView user, boolean end, String reason) {
        return end
                ? endSession.endAll(UUID.fromString(subject(user)), reason).map(list -> new CommittedChange(user, list))
                : Uni.createFrom().item(new CommittedChange(user, List.of()));
    }

    private Uni<ChangedUser> notified(Uni<CommittedChange> change) {
        return change.chain(done ->
                oauth.user(done.user().state(), done.ended()).map(inForce -> new ChangedUser(done.user(), inForce)));
    }

    private Uni<Void> append(Event... events) {
        return Panache.getSession().chain(hibernate -> outbox.append(hibernate, events));
    }

    private static String subject(UserView user) {
        return user.state().subject();
    }
}
