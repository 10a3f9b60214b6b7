package dev.albireo.credentials.account;

import dev.albireo.credentials.attempt.Attempts;
import dev.albireo.credentials.attempt.Budget;
import dev.albireo.credentials.attempt.Budgets;
import dev.albireo.credentials.factor.EnrolledFactors;
import dev.albireo.credentials.factor.EnrolledFactors.FactorType;
import dev.albireo.credentials.factor.FactorLookup;
import dev.albireo.credentials.factor.FactorRules;
import dev.albireo.credentials.oauth.OAuthNotifier;
import dev.albireo.credentials.password.HashCaller;
import dev.albireo.credentials.password.NewPassword;
import dev.albireo.credentials.password.PasswordOwner;
import dev.albireo.credentials.password.PasswordRules;
import dev.albireo.credentials.password.Passwords;
import dev.albireo.credentials.session.Authentication.Full;
import dev.albireo.credentials.session.BrowserInfo;
import dev.albireo.credentials.session.EndSession;
import dev.albireo.credentials.session.StartSession.StartedSession;
import dev.albireo.credentials.session.UpgradeSession;
import dev.albireo.credentials.user.Users;
import dev.albireo.events.AuditAction;
import dev.albireo.events.SessionState;
import dev.albireo.events.UserState;
import dev.albireo.outbox.Audit;
import dev.albireo.outbox.Outbox;
import dev.albireo.web.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Changes the user's own password, which requires the current one and the strongest factor. The session gets a new cookie; the other
 * sessions and the grants of applications end, unless the user keeps them.
 */
@ApplicationScoped
class ChangePassword {
    private final Passwords passwords;
    private final PasswordRules passwordRules;
    private final FactorLookup factors;
    private final FactorRules rules;
    private final Users users;
    private final EndSession endSession;
    private final UpgradeSession upgradeSession;
    private final Attempts attempts;
    private final Budgets budgets;
    private final OAuthNotifier oauth;
    private final Outbox outbox;
    private final Audit audit;

    ChangePassword(
            Passwords passwords,
            PasswordRules passwordRules,
            FactorLookup factors,
            FactorRules rules,
            Users users,
            EndSession endSession,
            UpgradeSession upgradeSession,
            Attempts attempts,
            Budgets budgets,
            OAuthNotifier oauth,
            Outbox outbox,
            Audit audit) {
        this.passwords = passwords;
        this.passwordRules = passwordRules;
        this.factors = factors;
        this.rules = rules;
        this.users = users;
        this.endSession = endSession;
        this.upgradeSession = upgradeSession;
        this.attempts = attempts;
        this.budgets = budgets;
        this.oauth = oauth;
        this.outbox = outbox;
        this.audit = audit;
    }

    /** What ends with the old password. */
    record Ending(boolean sessions, boolean applications) {}

    private record CommittedPassword(
            List<SessionState> ended, Optional<UserState> user, StartedSession startedSession) {}

    /**
     * Returns the session with its new cookie. The current password is ignored if the user has none. Rejected with {@code FRESH_PROOF_REQUIRED}, {@code UNPROCESSABLE} if one of the two
     * passwords is invalid, naming the field, or {@code TOO_MANY_REQUESTS}.
     */
    Uni<StartedSession> change(Full authentication, String current, String wanted, Ending ending, BrowserInfo browser) {
        UUID subject = authentication.session().subject();
        return factors.of(subject)
                .invoke(rules::requireUnlocked)
                .invoke(found -> {
                    if (found.strongest() != FactorType.PASSWORD) {
                        rules.requireRecentProof(authentication, found);
                    }
                })
                .chain(found -> {
                    Uni<NewPassword> password = passwordRules.require(
                            wanted, "the new password", PasswordOwner.of(authentication.user(), !found.none()));
                    return checkCurrent(authentication, found, current, browser).chain(() -> password);
                })
                .chain(password -> passwords.hash(password, caller(browser)))
                .chain(phc -> Panache.withTransaction(() -> users.lock(subject)
                        .chain(user -> passwords.set(subject, phc))
                        .chain(() -> commit(authentication, ending))
                        .call(() -> recorded(subject.toString(), ending, browser))))
                .call(done -> oauth.session(
                        done.startedSession().authentication().session().state()))
                .call(done -> oauth.sessions(done.ended()))
                .call(done ->
                        done.user().map(oauth::user).orElse(Uni.createFrom().item(true)))
                .map(CommittedPassword::startedSession);
    }

    /** Returns the minimum number of characters of a new password. */
    Uni<Integer> shortest(Full authentication) {
        return factors.of(authentication.session().subject())
                .map(found ->
                        PasswordOwner.of(authentication.user(), !found.none()).onlyFactor())
                .map(passwordRules::shortest);
    }

    private Uni<CommittedPassword> commit(Full authentication, Ending ending) {
        UUID subject = authentication.session().subject();
        Uni<List<SessionState>> sessions = ending.sessions()
                ? endSession.endOthers(subject, authentication.session().id(), SessionState.REVOKED)
                : Uni.createFrom().item(List.of());
        return sessions.chain(ended -> voided(subject, ending.applications())
                .chain(user -> upgradeSession
                        .renewCookie(authentication)
                        .map(startedSession -> new CommittedPassword(ended, user, startedSession))));
    }

    private Uni<Optional<UserState>> voided(UUID subject, boolean applications) {
        return applications
                ? users.voidGrants(subject).map(Optional::of)
                : Uni.createFrom().item(Optional.empty());
    }

    /** Returns whether the user has a password to change; a user who registered with a passkey sets a first one. */
    Uni<Boolean> hasPassword(Full authentication) {
        return passwords.exists(authentication.session().subject());
    }

    /** Checks the current password, if there is one: the first one takes the recent proof of another factor instead. */
    private Uni<Void> checkCurrent(Full authentication, EnrolledFactors factors, String current, BrowserInfo browser) {
        return hasPassword(authentication)
                .chain(exists -> !exists && factors.strongest() != FactorType.PASSWORD
                        ? Uni.createFrom().voidItem()
                        : checkCurrent(authentication, current, browser));
    }

    private Uni<Void> checkCurrent(Full authentication, String current, BrowserInfo browser) {
        String subject = authentication.user().subject();
        List<Budget> budget = budgets.furtherPassword(authentication.session().id(), subject);
        return attempts.reserve(budget)
                .invoke(allowed -> {
                    if (!allowed) {
                        throw Problem.TOO_MANY_REQUESTS.because("too many wrong attempts; try again in an hour");
                    }
                })
                .chain(allowed ->
                        passwords.matches(Optional.of(authentication.session().subject()), current, caller(browser)))
                .chain(right -> right
                        ? attempts.release(budget)
                        : audit.record(audit.refused(
                                        subject,
                                        AuditAction.LOGIN_FURTHER_PROOF,
                                        subject,
                                        Map.of("why", "password: wrong"),
                                        browser.address()))
                                .chain(() -> Uni.createFrom()
                                        .failure(Problem.UNPROCESSABLE.because(
                                                "the current password is wrong", "current"))));
    }

    private static HashCaller caller(BrowserInfo browser) {
        return HashCaller.of(browser.address(), browser.present());
    }

    private Uni<Void> recorded(String subject, Ending ending, BrowserInfo browser) {
        Map<String, String> detail = Map.of(
                "sessions",
                ending.sessions() ? "ended" : "kept",
                "applications",
                ending.applications() ? "ended" : "kept");
        return Panache.getSession()
                .chain(hibernate -> outbox.append(
                        hibernate,
                        audit.success(subject, AuditAction.PASSWORD_CHANGE, subject, detail, browser.address())));
    }
}
