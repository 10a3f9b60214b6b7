package dev.albireo.credentials.login;

import dev.albireo.credentials.attempt.Attempts;
import dev.albireo.credentials.attempt.Budget;
import dev.albireo.credentials.attempt.Budgets;
import dev.albireo.credentials.factor.FactorResult;
import dev.albireo.credentials.factor.FactorResult.FactorAccepted;
import dev.albireo.credentials.factor.FactorResult.FactorRejected;
import dev.albireo.credentials.factor.FactorResult.TooManyAttempts;
import dev.albireo.credentials.interaction.PendingInteraction;
import dev.albireo.credentials.password.HashCaller;
import dev.albireo.credentials.password.Passwords;
import dev.albireo.credentials.session.Authentication.Authenticated;
import dev.albireo.credentials.session.BrowserInfo;
import dev.albireo.credentials.session.ProofMeters;
import dev.albireo.credentials.session.ProofMeters.Factor;
import dev.albireo.credentials.session.ProofMeters.Result;
import dev.albireo.credentials.session.ProofTime;
import dev.albireo.credentials.session.StartSession.StartedSession;
import dev.albireo.credentials.session.UpgradeSession;
import dev.albireo.events.AuditAction;
import dev.albireo.outbox.Audit;
import dev.albireo.policy.AuthenticationMethod;
import dev.albireo.policy.Proof;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Verifies the password in an existing session: as the second factor after a passkey, or once more before a change. */
@ApplicationScoped
public class VerifyPassword {
    private final Passwords passwords;
    private final UpgradeSession upgradeSession;
    private final Attempts attempts;
    private final Budgets budgets;
    private final ProofTime proofTime;
    private final Audit audit;
    private final ProofMeters meters;

    VerifyPassword(
            Passwords passwords,
            UpgradeSession upgradeSession,
            Attempts attempts,
            Budgets budgets,
            ProofTime proofTime,
            Audit audit,
            ProofMeters meters) {
        this.passwords = passwords;
        this.upgradeSession = upgradeSession;
        this.attempts = attempts;
        this.budgets = budgets;
        this.proofTime = proofTime;
        this.audit = audit;
        this.meters = meters;
    }

    public Uni<FactorResult<StartedSession>> prove(
            Authenticated authentication, String password, Optional<PendingInteraction> pending, BrowserInfo browser) {
        Proof proof = new Proof(AuthenticationMethod.PASSWORD, proofTime.of(pending.map(PendingInteraction::request)));
        List<Budget> budget = budgets.furtherPassword(
                authentication.session().id(), authentication.user().subject());
        return attempts.reserve(budget)
                .chain(allowed -> allowed
                        ? check(authentication, password, proof, budget, browser)
                        : refused(authentication, "too many attempts", Result.TOO_MANY, browser)
                                .replaceWith(new TooManyAttempts<>(Optional.empty())));
    }

    private Uni<FactorResult<StartedSession>> check(
            Authenticated authentication, String password, Proof proof, List<Budget> budget, BrowserInfo browser) {
        return passwords
                .matches(
                        Optional.of(authentication.session().subject()),
                        password,
                        HashCaller.of(browser.address(), browser.present()))
                .chain(right -> right
                        ? attempts.release(budget)
                                .chain(() -> upgradeSession.upgrade(authentication, proof, browser))
                                .invoke(startedSession -> meters.further(Factor.PASSWORD, Result.PROVED))
                                .map(FactorAccepted::new)
                        : refused(authentication, "wrong", Result.WRONG, browser)
                                .replaceWith(new FactorRejected<>()));
    }

    private Uni<Void> refused(Authenticated authentication, String why, Result result, BrowserInfo browser) {
        meters.further(Factor.PASSWORD, result);
        String subject = authentication.user().subject();
        return audit.record(audit.refused(
                subject,
                AuditAction.LOGIN_FURTHER_PROOF,
                subject,
                Map.of("why", "password: " + why),
                browser.address()));
    }
}
