package dev.albireo.oauth.authorize;

import dev.albireo.oauth.authorize.Next.Consent;
import dev.albireo.oauth.authorize.Next.Granted;
import dev.albireo.oauth.authorize.Next.Login;
import dev.albireo.oauth.authorize.Next.Refused;
import dev.albireo.oauth.authorize.Next.SecondFactor;
import dev.albireo.oauth.authorize.Next.SilentlyMissing;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.Scopes;
import dev.albireo.oauth.session.SignOn;
import dev.albireo.policy.Reason;
import dev.albireo.policy.SecondFactorPolicy;
import dev.albireo.policy.SecondFactorPolicy.Verdict.Missing;
import dev.albireo.protocol.OAuthError;
import dev.albireo.web.AdministratorToken;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Decides the next step of a request. Evaluated anew at every step, so that no step can be skipped by navigation. */
record Judge(SecondFactorPolicy policy, KnownAs knownAs) {
    private static final SecondFactorPolicy.User NOBODY = new SecondFactorPolicy.User(false, false, Set.of());

    /** Maps a user to the {@code sub} for a client. */
    interface KnownAs {
        String of(Client client, UUID subject);
    }

    /**
     * @param allowed the scopes that the user has consented to for this client; empty if no user is signed in
     */
    Next next(Pending pending, Client client, Optional<SignOn> signOn, Set<String> allowed, Instant now) {
        AuthorizeRequest request = pending.request();
        if (request.acr().isImpossible()) {
            return new Refused(OAuthError.UNMET_AUTHENTICATION_REQUIREMENTS.because(
                    "none of the requested essential acr values is supported"));
        }
        Optional<SignOn> recent = signOn.filter(session -> isRecent(session, pending));
        if (recent.isEmpty()) {
            return request.silent()
                    ? new Refused(OAuthError.LOGIN_REQUIRED.because(
                            "no user is signed in, or the sign-in is older than max_age"))
                    : new Login(policy.reasons(NOBODY, client.demands(), request.asked()));
        }
        return isRightPerson(recent.get(), client, request)
                ? next(pending, client, recent.get(), allowed, now)
                : another(pending, client, recent.get());
    }

    /** Another user may sign in, once: if the new session is still that of a different user, the request ends (OIDC Core 3.1.2.1). */
    private Next another(Pending pending, Client client, SignOn signOn) {
        AuthorizeRequest request = pending.request();
        boolean justSignedIn = !signOn.proofs().authTime().isBefore(pending.askedAt());
        return request.silent() || justSignedIn
                ? new Refused(OAuthError.LOGIN_REQUIRED.because("another user is signed in"))
                : new Login(policy.reasons(NOBODY, client.demands(), request.asked()));
    }

    private boolean isRightPerson(SignOn signOn, Client client, AuthorizeRequest request) {
        String present = knownAs.of(client, signOn.person().subject());
        return request.subject().map(present::equals).orElse(true);
    }

    private Next next(Pending pending, Client client, SignOn signOn, Set<String> allowed, Instant now) {
        AuthorizeRequest request = pending.request();
        Set<Reason> missing = missingFor(request, client, signOn, now);
        if (!missing.isEmpty()) {
            return request.silent() ? new SilentlyMissing(signOn, missing) : new SecondFactor(signOn, missing);
        }
        if (request.scopes().contains(Scopes.ADMIN_API) && !isAdministrator(signOn)) {
            return new Refused(
                    OAuthError.ACCESS_DENIED.because("the scope albireo:admin is restricted to administrators"));
        }
        if (needsConsent(pending, client, signOn, allowed)) {
            return request.silent()
                    ? new Refused(OAuthError.CONSENT_REQUIRED.because("the user has not granted the requested scopes"))
                    : new Consent(signOn, allowed);
        }
        return new Granted(signOn);
    }

    /** A session whose login is unfinished needs its second factor, even if no rule requires it any more. */
    private Set<Reason> missingFor(AuthorizeRequest request, Client client, SignOn signOn, Instant now) {
        boolean missing =
                policy.decide(signOn.person().asUser(), client.demands(), request.asked(), signOn.proofs(), now)
                        instanceof Missing;
        if (!missing && !signOn.isPartial()) {
            return Set.of();
        }
        Set<Reason> reasons = policy.reasons(signOn.person().asUser(), client.demands(), request.asked());
        return reasons.isEmpty() ? Set.of(Reason.ADMIN_REQUIRED) : reasons;
    }

    private static boolean isRecent(SignOn signOn, Pending pending) {
        Instant signedIn = signOn.proofs().authTime();
        return pending.request()
                .signedInSince(pending.askedAt())
                .map(since -> !signedIn.isBefore(since))
                .orElse(true);
    }

    private static boolean isAdministrator(SignOn signOn) {
        return signOn.person().groups().contains(AdministratorToken.GROUP);
    }

    private static boolean needsConsent(Pending pending, Client client, SignOn signOn, Set<String> allowed) {
        AuthorizeRequest request = pending.request();
        boolean askedNow = pending.consentedBy()
                .filter(subject -> subject.equals(signOn.person().subject()))
                .isPresent();
        if (request.prompt().contains(Prompt.CONSENT) && !askedNow) {
            return true;
        }
        return !client.firstParty() && !allowed.containsAll(request.wanted());
    }
}
