package dev.albireo.credentials.passkey;

import dev.albireo.credentials.attempt.Attempts;
import dev.albireo.credentials.attempt.Budgets;
import dev.albireo.credentials.audit.AnonymousFailures;
import dev.albireo.credentials.interaction.PendingInteraction;
import dev.albireo.credentials.passkey.Assertions.AssertionResponse;
import dev.albireo.credentials.passkey.ChallengeStore.Ceremony;
import dev.albireo.credentials.passkey.ChallengeStore.Holder;
import dev.albireo.credentials.session.BrowserInfo;
import dev.albireo.credentials.session.ProofMeters;
import dev.albireo.credentials.session.ProofMeters.Factor;
import dev.albireo.credentials.session.ProofMeters.Result;
import dev.albireo.credentials.session.ProofTime;
import dev.albireo.credentials.session.StartSession;
import dev.albireo.credentials.session.StartSession.StartedSession;
import dev.albireo.credentials.user.Users;
import dev.albireo.events.AuditAction;
import dev.albireo.events.UserState;
import dev.albireo.web.BrowserCookies;
import dev.albireo.web.Problem;
import dev.albireo.web.ProblemRefusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Authenticates a user by a passkey alone, which also identifies the user. */
@ApplicationScoped
class AuthenticateByPasskey {
    private final Assertions assertions;
    private final StoredCredentials credentials;
    private final Users users;
    private final StartSession startSession;
    private final PasskeyProofs proofs;
    private final Attempts attempts;
    private final Budgets budgets;
    private final ProofTime proofTime;
    private final AnonymousFailures anonymousFailures;
    private final ProofMeters meters;

    AuthenticateByPasskey(
            Assertions assertions,
            StoredCredentials credentials,
            Users users,
            StartSession startSession,
            PasskeyProofs proofs,
            Attempts attempts,
            Budgets budgets,
            ProofTime proofTime,
            AnonymousFailures anonymousFailures,
            ProofMeters meters) {
        this.assertions = assertions;
        this.credentials = credentials;
        this.users = users;
        this.startSession = startSession;
        this.proofs = proofs;
        this.attempts = attempts;
        this.budgets = budgets;
        this.proofTime = proofTime;
        this.anonymousFailures = anonymousFailures;
        this.meters = meters;
    }

    /**
     * Returns the options for the browser with these cookies; equal for known and unknown users. Rejected if the network of the request has
     * started too many.
     */
    Uni<String> start(BrowserInfo request, BrowserCookies browser) {
        return attempts.reserve(budgets.ceremony(request.address()))
                .invoke(AuthenticateByPasskey::refuseIfUsedUp)
                .chain(() -> assertions.startDiscoverable(browser));
    }

    private static void refuseIfUsedUp(boolean allowed) {
        if (!allowed) {
            throw Problem.TOO_MANY_REQUESTS.because(
                    "too many passkey sign-ins were started from this network; try again later");
        }
    }

    /** Returns a new session of the passkey's owner, and unlocks their codes; rejected with the same text for every failure. */
    Uni<StartedSession> finish(CeremonyBody body, Optional<PendingInteraction> pending, BrowserInfo browser) {
        AssertionResponse response = AssertionResponse.parse(body.requiredCredential());
        Instant at = proofTime.of(pending.map(PendingInteraction::request));
        return assertions
                .consumeChallenge(response, Ceremony.AUTHENTICATE, new Holder.OfBrowser(browser.cookies()))
                .chain(request -> owner(response)
                        .chain(owner -> assertions
                                .verifyCredential(response, request, owner.userCredentials())
                                .call(used -> attempts.reset(
                                        budgets.codeOfAccount(owner.user().subject())))
                                .chain(used ->
                                        startSession.start(owner.user(), proofs.of(used, at), pending, browser))))
                .invoke(startedSession -> meters.login(Factor.PASSKEY, Result.PROVED))
                .onFailure(ProblemRefusal.class)
                .invoke(refused -> meters.login(Factor.PASSKEY, Result.WRONG))
                .onFailure(ProblemRefusal.class)
                .call(() -> anonymousFailures.add(AuditAction.LOGIN, null, "passkey", browser.address()));
    }

    private record Owner(UserState user, UserCredentials userCredentials) {}

    /** Returns the owner of the passkey that a response names, if the account is enabled. */
    private Uni<Owner> owner(AssertionResponse response) {
        return credentials
                .byId(response.credentialId())
                .map(found -> found.orElseThrow(Assertions::refused))
                .chain(credential -> users.bySubject(credential.passkey().subject)
                        .map(user -> user.filter(UserState::enabled).orElseThrow(Assertions::refused))
                        .map(user -> new Owner(
                                user,
                                new UserCredentials(
                                        credential.passkey().subject, user.username(), List.of(credential)))));
    }
}
