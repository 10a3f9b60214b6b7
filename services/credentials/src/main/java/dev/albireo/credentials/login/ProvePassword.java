package dev.albireo.credentials.login;

import dev.albireo.credentials.attempt.Attempts;
import dev.albireo.credentials.attempt.Budget;
import dev.albireo.credentials.attempt.Budgets;
import dev.albireo.credentials.audit.Audit;
import dev.albireo.credentials.interaction.Pending;
import dev.albireo.credentials.password.HashCaller;
import dev.albireo.credentials.password.Passwords;
import dev.albireo.credentials.session.Browser;
import dev.albireo.credentials.session.ProofMeters;
import dev.albireo.credentials.session.ProofMeters.Factor;
import dev.albireo.credentials.session.ProofMeters.Result;
import dev.albireo.credentials.session.ProofTime;
import dev.albireo.credentials.session.UpgradeSession;
import dev.albireo.credentials.session.Visitor.Present;
import dev.albireo.policy.Method;
import dev.albireo.policy.Proof;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Verifies the password in an existing session: as the second factor after a passkey, or once more before a change. */
@ApplicationScoped
public class ProvePassword {
    private final Passwords passwords;
    private final UpgradeSession upgradeSession;
    private final Attempts attempts;
    private final Budgets budgets;
    private final ProofTime proofTime;
    private final Audit audit;
    private final ProofMeters meters;

    ProvePassword(
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

    public Uni<FurtherProof> prove(Present visitor, String password, Optional<Pending> pending, Browser browser) {
        Proof proof = new Proof(Method.PASSWORD, proofTime.of(pending.map(Pending::request)));
        List<Budget> budget =
                budgets.furtherPassword(visitor.session().id(), visitor.user().subject());
        return attempts.reserve(budget)
                .chain(allowed -> allowed
                        ? check(visitor, password, proof, budget, browser)
                        : refused(visitor, "too many attempts", Result.TOO_MANY, browser)
                                .replaceWith(new FurtherProof.TooMany(Optional.empty())));
    }

    private Uni<FurtherProof> check(
            Present visitor, String password, Proof proof, List<Budget> budget, Browser browser) {
        return passwords
                .matches(Optional.of(visitor.session().subject()), password, HashCaller.of(browser.address()))
                .chain(right -> right
                        ? attempts.giveBack(budget)
                                .chain(() -> upgradeSession.upgrade(visitor, proof, browser))
                                .invoke(entered -> meters.further(Factor.PASSWORD, Result.PROVED))
                                .map(FurtherProof.Proved::new)
                        : refused(visitor, "wrong", Result.WRONG, browser).replaceWith(new FurtherProof.Wrong()));
    }

    private Uni<Void> refused(Present visitor, String why, Result result, Browser browser) {
        meters.further(Factor.PASSWORD, result);
        String subject = visitor.user().subject();
        return audit.refused(subject, "login.further-proof", subject, "password: " + why, browser.address());
    }
}
