package dev.albireo.credentials.factorreset;

import dev.albireo.credentials.attempt.Attempts;
import dev.albireo.credentials.factor.FactorLookup;
import dev.albireo.credentials.factor.FactorRules;
import dev.albireo.credentials.factorreset.RemoveFactors.RemovedFactors;
import dev.albireo.credentials.factorreset.RemoveFactors.ResetBy;
import dev.albireo.credentials.interaction.PendingInteraction;
import dev.albireo.credentials.oauth.OAuthNotifier;
import dev.albireo.credentials.session.Authentication.Authenticated;
import dev.albireo.credentials.session.BrowserInfo;
import dev.albireo.credentials.session.ProofTime;
import dev.albireo.credentials.session.StartSession;
import dev.albireo.credentials.session.StartSession.StartedSession;
import dev.albireo.credentials.user.Users;
import dev.albireo.policy.AuthenticationMethod;
import dev.albireo.policy.Proof;
import dev.albireo.web.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Finishes the reset of a user's second factors after the waiting period. The user's new session has the level of the password; where a second
 * factor is required, it is partial until one is enrolled.
 */
@ApplicationScoped
public class FinishFactorReset {
    private static final String REASON = "requested by the user, after the waiting period";

    private final FactorResetStore store;
    private final FactorResets resets;
    private final RemoveFactors removeFactors;
    private final FactorLookup factors;
    private final FactorRules rules;
    private final Users users;
    private final StartSession startSession;
    private final Attempts attempts;
    private final ProofTime proofTime;
    private final OAuthNotifier oauth;
    private final Clock clock;

    FinishFactorReset(
            FactorResetStore store,
            FactorResets resets,
            RemoveFactors removeFactors,
            FactorLookup factors,
            FactorRules rules,
            Users users,
            StartSession startSession,
            Attempts attempts,
            ProofTime proofTime,
            OAuthNotifier oauth,
            Clock clock) {
        this.store = store;
        this.resets = resets;
        this.removeFactors = removeFactors;
        this.factors = factors;
        this.rules = rules;
        this.users = users;
        this.startSession = startSession;
        this.attempts = attempts;
        this.proofTime = proofTime;
        this.oauth = oauth;
        this.clock = clock;
    }

    /**
     * Removes the factors and returns a new session. Rejected with {@code CONFLICT} if there is no reset to finish, of several concurrent runs
     * all but one; with {@code FORBIDDEN} if the user may not, or the account was reported.
     *
     * @param authentication a session whose password was proved for this
     */
    public Uni<StartedSession> finish(
            Authenticated authentication, Optional<PendingInteraction> pending, BrowserInfo browser) {
        UUID subject = authentication.session().subject();
        return Panache.withTransaction(() -> removed(subject, browser))
                .call(done -> attempts.resetAccount(subject.toString()))
                .call(done -> oauth.user(done.user(), done.ended()))
                .chain(done -> startSession.start(
                        done.user(),
                        new Proof(
                                AuthenticationMethod.PASSWORD, proofTime.of(pending.map(PendingInteraction::request))),
                        pending,
                        browser));
    }

    private Uni<RemovedFactors> removed(UUID subject, BrowserInfo browser) {
        Instant now = clock.instant();
        return users.lock(subject)
                .invoke(locked -> {
                    if (locked.filter(resets::permits).isEmpty()) {
                        throw Problem.FORBIDDEN.because(
                                "your second step cannot be removed here; ask your administrator");
                    }
                })
                .chain(() -> factors.inTransaction(subject).invoke(rules::requireUnlocked))
                .chain(Panache::getSession)
                .chain(hibernate -> store.open(hibernate, subject, now)
                        .map(found -> found.orElseThrow(FinishFactorReset::over))
                        .chain(reset -> removeFactors.inTransaction(subject, by(reset, browser)))
                        .call(() -> store.finish(hibernate, subject, now).invoke(done -> {
                            if (!done) {
                                throw over();
                            }
                        })));
    }

    private static ResetBy by(FactorReset reset, BrowserInfo browser) {
        return new ResetBy(
                reset.subject().toString(),
                REASON,
                Map.of("by", "self", "requested", reset.requestedAt().toString()),
                browser.address());
    }

    private static RuntimeException over() {
        return Problem.CONFLICT.because("the removal was cancelled or finished, or the account was changed meanwhile");
    }
}
