package dev.albireo.credentials.login;

import dev.albireo.credentials.attempt.Attempts;
import dev.albireo.credentials.attempt.Budget;
import dev.albireo.credentials.attempt.Budgets;
import dev.albireo.credentials.audit.AnonymousFailures;
import dev.albireo.credentials.delivery.DeliveredCodes;
import dev.albireo.credentials.factor.FactorResult;
import dev.albireo.credentials.factor.FactorResult.FactorAccepted;
import dev.albireo.credentials.factor.FactorResult.FactorRejected;
import dev.albireo.credentials.factor.FactorResult.TooManyAttempts;
import dev.albireo.credentials.interaction.PendingInteraction;
import dev.albireo.credentials.password.HashCaller;
import dev.albireo.credentials.password.Passwords;
import dev.albireo.credentials.session.BrowserInfo;
import dev.albireo.credentials.session.ProofMeters;
import dev.albireo.credentials.session.ProofMeters.Factor;
import dev.albireo.credentials.session.ProofMeters.Result;
import dev.albireo.credentials.session.ProofTime;
import dev.albireo.credentials.session.StartSession;
import dev.albireo.credentials.session.StartSession.StartedSession;
import dev.albireo.credentials.user.LoginName;
import dev.albireo.credentials.user.UserWithPassword;
import dev.albireo.credentials.user.Users;
import dev.albireo.events.AuditAction;
import dev.albireo.events.UserState;
import dev.albireo.policy.AuthenticationMethod;
import dev.albireo.policy.Proof;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Authenticates a user with a login name and a password. */
@ApplicationScoped
class PasswordSignIn {

    private final Users users;
    private final Passwords passwords;
    private final StartSession startSession;
    private final Attempts attempts;
    private final Budgets budgets;
    private final ProofTime proofTime;
    private final DeliveredCodes deliveredCodes;
    private final AnonymousFailures anonymousFailures;
    private final ProofMeters meters;

    PasswordSignIn(
            Users users,
            Passwords passwords,
            StartSession startSession,
            Attempts attempts,
            Budgets budgets,
            ProofTime proofTime,
            DeliveredCodes deliveredCodes,
            AnonymousFailures anonymousFailures,
            ProofMeters meters) {
        this.users = users;
        this.passwords = passwords;
        this.startSession = startSession;
        this.attempts = attempts;
        this.budgets = budgets;
        this.proofTime = proofTime;
        this.deliveredCodes = deliveredCodes;
        this.anonymousFailures = anonymousFailures;
        this.meters = meters;
    }

    /** One attempt with its data. */
    private record SignInAttempt(
            Optional<UserWithPassword> account,
            String password,
            List<Budget> budget,
            Proof proof,
            Optional<PendingInteraction> pending,
            BrowserInfo browser) {
        private Optional<UserState> user() {
            return account.map(UserWithPassword::user);
        }
    }

    /** Rejects an unknown name, a wrong password and a disabled account with one result, which does not distinguish them. */
    Uni<FactorResult<StartedSession>> signIn(
            String name, String password, Optional<PendingInteraction> pending, BrowserInfo browser) {
        Proof proof = new Proof(AuthenticationMethod.PASSWORD, proofTime.of(pending.map(PendingInteraction::request)));
        return users.withPassword(name)
                .map(account -> new SignInAttempt(
                        account,
                        password,
                        budget(account.map(UserWithPassword::user), name, browser),
                        proof,
                        pending,
                        browser))
                .chain(attempt -> attempts.reserve(attempt.budget())
                        .chain(allowed -> allowed ? check(attempt) : tooMany(attempt)));
    }

    private Uni<FactorResult<StartedSession>> check(SignInAttempt attempt) {
        return passwords
                .matchesStored(
                        attempt.account().map(UserWithPassword::password),
                        attempt.password(),
                        HashCaller.of(
                                attempt.browser().address(), attempt.browser().present()))
                .chain(right -> attempt.user()
                        .filter(user -> right && user.enabled())
                        .map(user -> enter(user, attempt))
                        .orElseGet(() -> refused(attempt, "wrong", Result.WRONG).replaceWith(new FactorRejected<>())));
    }

    private Uni<FactorResult<StartedSession>> enter(UserState user, SignInAttempt attempt) {
        return startSession
                .start(user, attempt.proof(), attempt.pending(), attempt.browser(), attempt.budget())
                .call(startedSession -> deliveredCodes.afterPassword(
                        startedSession.authentication(), attempt.pending(), attempt.browser()))
                .invoke(startedSession -> meters.login(Factor.PASSWORD, Result.PROVED))
                .map(FactorAccepted::new);
    }

    private Uni<FactorResult<StartedSession>> tooMany(SignInAttempt attempt) {
        return refused(attempt, "too many attempts", Result.TOO_MANY)
                .replaceWith(new TooManyAttempts<>(Optional.empty()));
    }

    private Uni<Void> refused(SignInAttempt attempt, String why, Result result) {
        meters.login(Factor.PASSWORD, result);
        String target = attempt.user().map(UserState::subject).orElse(null);
        return anonymousFailures.add(
                AuditAction.LOGIN, target, "password: " + why, attempt.browser().address());
    }

    private List<Budget> budget(Optional<UserState> user, String name, BrowserInfo browser) {
        String account = user.map(UserState::subject)
                .or(() -> LoginName.of(name).map(LoginName::value))
                .orElse("");
        return user.flatMap(known -> browser.device().knownTo(known.subject()))
                .map(device -> budgets.passwordOnDevice(account, device))
                .orElseGet(() -> budgets.password(account, browser.address()));
    }
}
