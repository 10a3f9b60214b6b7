package dev.albireo.credentials.passkey;

import dev.albireo.credentials.attempt.Attempts;
import dev.albireo.credentials.attempt.Budget;
import dev.albireo.credentials.attempt.Budgets;
import dev.albireo.credentials.interaction.PendingInteraction;
import dev.albireo.credentials.oauth.OAuthNotifier;
import dev.albireo.credentials.passkey.Assertions.AssertionResponse;
import dev.albireo.credentials.passkey.ChallengeStore.Ceremony;
import dev.albireo.credentials.passkey.ChallengeStore.Holder;
import dev.albireo.credentials.recovery.NewRecoveryCodes;
import dev.albireo.credentials.recovery.RecoveryCodes;
import dev.albireo.credentials.session.Authentication.Authenticated;
import dev.albireo.credentials.session.BrowserInfo;
import dev.albireo.credentials.session.ProofMeters;
import dev.albireo.credentials.session.ProofMeters.Factor;
import dev.albireo.credentials.session.ProofMeters.Result;
import dev.albireo.credentials.session.ProofTime;
import dev.albireo.credentials.session.StartSession.StartedSession;
import dev.albireo.credentials.session.UpgradeSession;
import dev.albireo.credentials.user.Users;
import dev.albireo.events.AuditAction;
import dev.albireo.outbox.Audit;
import dev.albireo.policy.Proof;
import dev.albireo.web.Problem;
import dev.albireo.web.ProblemRefusal;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Verifies a passkey in an existing session: as the second factor, or once more before a change of the account. */
@ApplicationScoped
class VerifyPasskey {
    private final Assertions assertions;
    private final StoredCredentials credentials;
    private final UpgradeSession upgradeSession;
    private final RecoveryCodes recoveryCodes;
    private final Users users;
    private final OAuthNotifier oauth;
    private final PasskeyProofs proofs;
    private final Attempts attempts;
    private final Budgets budgets;
    private final ProofTime proofTime;
    private final Audit audit;
    private final ProofMeters meters;

    VerifyPasskey(
            Assertions assertions,
            StoredCredentials credentials,
            UpgradeSession upgradeSession,
            RecoveryCodes recoveryCodes,
            Users users,
            OAuthNotifier oauth,
            PasskeyProofs proofs,
            Attempts attempts,
            Budgets budgets,
            ProofTime proofTime,
            Audit audit,
            ProofMeters meters) {
        this.assertions = assertions;
        this.credentials = credentials;
        this.upgradeSession = upgradeSession;
        this.recoveryCodes = recoveryCodes;
        this.users = users;
        this.oauth = oauth;
        this.proofs = proofs;
        this.attempts = attempts;
        this.budgets = budgets;
        this.proofTime = proofTime;
        this.audit = audit;
        this.meters = meters;
    }

    /** Returns the options for the browser. */
    Uni<String> start(Authenticated authentication, Optional<PendingInteraction> pending, boolean confirm) {
        SecondFactorStep.requirePasskeyUseful(authentication, pending, confirm);
        return credentials(authentication)
                .invoke(userCredentials -> {
                    if (userCredentials.list().isEmpty()) {
                        throw Problem.NOT_FOUND.because("no passkeys are registered for this account");
                    }
                })
                .chain(userCredentials -> assertions.startFor(
                        userCredentials, authentication.session().id()));
    }

    /** The session with the proof and its new cookie, and the recovery codes issued with a first factor. */
    record VerifiedPasskey(StartedSession startedSession, NewRecoveryCodes codes) {}

    /**
     * Returns the session with the proof. The first use of a passkey ends its enrolment, and issues recovery codes if the user has none left,
     * in the transaction of the upgrade: a passkey that was added and never used gives no codes.
     */
    Uni<VerifiedPasskey> finish(
            Authenticated authentication,
            CeremonyBody body,
            Optional<PendingInteraction> pending,
            BrowserInfo browser) {
        SecondFactorStep.requireSameUser(authentication, pending);
        AssertionResponse response = AssertionResponse.parse(body.requiredCredential());
        Instant at = proofTime.of(pending.map(PendingInteraction::request));
        List<Budget> budget = budgets.passkey(
                authentication.session().id(), authentication.user().subject());
        return attempts.reserve(budget)
                .invoke(VerifyPasskey::refuseIfUsedUp)
                .chain(() -> assertions.consumeChallenge(
                        response,
                        Ceremony.SECOND_FACTOR,
                        new Holder.OfSession(authentication.session().id())))
                .chain(request -> credentials(authentication)
                        .chain(userCredentials -> assertions.verifyCredential(response, request, userCredentials)))
                .onFailure(ProblemRefusal.class)
                .call(refusal -> refused(authentication, (ProblemRefusal) refusal, browser))
                .call(() -> attempts.release(budget))
                .call(() -> attempts.reset(budgets.code(
                        authentication.session().id(), authentication.user().subject())))
                .chain(used -> upgraded(authentication, used, proofs.of(used, at), browser))
                .invoke(verified -> meters.further(Factor.PASSKEY, Result.PROVED));
    }

    private Uni<VerifiedPasskey> upgraded(
            Authenticated authentication, StoredCredential used, Proof proof, BrowserInfo browser) {
        return used.use().lastUsedAt().isPresent()
                ? upgradeSession
                        .upgrade(authentication, proof, browser)
                        .map(session -> new VerifiedPasskey(session, NewRecoveryCodes.NONE))
                : Panache.withTransaction(() -> firstUse(authentication, proof, browser))
                        .call(verified -> oauth.session(verified.startedSession()
                                .authentication()
                                .session()
                                .state()));
    }

    private Uni<VerifiedPasskey> firstUse(Authenticated authentication, Proof proof, BrowserInfo browser) {
        UUID subject = authentication.session().subject();
        return users.lock(subject)
                .chain(() -> recoveryCodes.issueWhereNoneIsLeft(
                        subject, authentication.session().id()))
                .chain(codes -> upgradeSession
                        .inTransaction(authentication, proof, browser)
                        .map(session -> new VerifiedPasskey(session, codes)));
    }

    private Uni<UserCredentials> credentials(Authenticated authentication) {
        return credentials
                .of(authentication.session().subject())
                .map(list -> new UserCredentials(
                        authentication.session().subject(),
                        authentication.user().username(),
                        list));
    }

    private Uni<Void> refused(Authenticated authentication, ProblemRefusal refusal, BrowserInfo browser) {
        meters.further(Factor.PASSKEY, refusal.problem() == Problem.TOO_MANY_REQUESTS ? Result.TOO_MANY : Result.WRONG);
        String subject = authentication.user().subject();
        return audit.record(audit.refused(
                subject, AuditAction.LOGIN_FURTHER_PROOF, subject, Map.of("why", "passkey"), browser.address()));
    }

    private static void refuseIfUsedUp(boolean allowed) {
        if (!allowed) {
            throw Problem.TOO_MANY_REQUESTS.because("too many attempts in this session; sign in again");
        }
    }
}
