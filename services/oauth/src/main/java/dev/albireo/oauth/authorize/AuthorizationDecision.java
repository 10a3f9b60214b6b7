package dev.albireo.oauth.authorize;

import dev.albireo.oauth.authorize.NextStep.ConsentRequired;
import dev.albireo.oauth.authorize.NextStep.Denied;
import dev.albireo.oauth.authorize.NextStep.Granted;
import dev.albireo.oauth.authorize.NextStep.Login;
import dev.albireo.oauth.authorize.NextStep.PolicyDenied;
import dev.albireo.oauth.authorize.NextStep.SecondFactor;
import dev.albireo.oauth.authorize.NextStep.SilentlyMissing;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.metadata.Scopes;
import dev.albireo.oauth.session.SsoSession;
import dev.albireo.policy.DecisionContext;
import dev.albireo.policy.NetworkContext;
import dev.albireo.policy.PolicyRule;
import dev.albireo.policy.Reason;
import dev.albireo.policy.SecondFactorKind;
import dev.albireo.policy.SecondFactorPolicy;
import dev.albireo.policy.SecondFactorPolicy.Decision;
import dev.albireo.policy.SecondFactorPolicy.Decision.DeniedByRules;
import dev.albireo.policy.SecondFactorPolicy.Decision.Missing;
import dev.albireo.policy.SecondFactorPolicy.UserContext;
import dev.albireo.protocol.OAuthError;
import dev.albireo.web.AdministratorRoles;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Decides the next step of a request. Evaluated anew at every step, so that no step can be skipped by navigation. */
record AuthorizationDecision(SecondFactorPolicy policy, SubjectResolver subjects, AdministratorRoles roles) {
    /** Maps a user to the {@code sub} for a client. */
    interface SubjectResolver {
        String of(Client client, UUID subject);
    }

    /**
     * @param allowed the scopes that the user has consented to for this client; empty if no user is signed in
     */
    NextStep next(
            PendingAuthorization pending,
            Client client,
            Optional<SsoSession> ssoSession,
            Set<String> allowed,
            NetworkContext network,
            Instant now) {
        AuthorizationRequest request = pending.request();
        if (request.acr().isImpossible(policy.acrValues())) {
            return new Denied(OAuthError.UNMET_AUTHENTICATION_REQUIREMENTS.because(
                    "none of the requested essential acr values is supported"));
        }
        Optional<SsoSession> recent = ssoSession.filter(session -> isRecent(session, pending));
        if (recent.isEmpty()) {
            return request.silent()
                    ? new Denied(OAuthError.LOGIN_REQUIRED.because(
                            "no user is signed in, or the sign-in is older than max_age"))
                    : login(request, client, network, now);
        }
        return isRequestedUser(recent.get(), client, request)
                ? next(pending, client, recent.get(), allowed, network, now)
                : differentUser(pending, client, recent.get(), network, now);
    }

    /** Another user may sign in, once: if the new session is still that of a different user, the request ends (OIDC Core 3.1.2.1). */
    private NextStep differentUser(
            PendingAuthorization pending, Client client, SsoSession ssoSession, NetworkContext network, Instant now) {
        AuthorizationRequest request = pending.request();
        boolean justSignedIn = !ssoSession.proofs().authTime().isBefore(pending.askedAt());
        return request.silent() || justSignedIn
                ? new Denied(OAuthError.LOGIN_REQUIRED.because("another user is signed in"))
                : login(request, client, network, now);
    }

    private Login login(AuthorizationRequest request, Client client, NetworkContext network, Instant now) {
        return new Login(policy.reasons(new DecisionContext(
                UserContext.UNKNOWN, client.secondFactorContext(), request.secondFactorContext(), network, now)));
    }

    private boolean isRequestedUser(SsoSession ssoSession, Client client, AuthorizationRequest request) {
        String present = subjects.of(client, ssoSession.user().subject());
        return request.subject().map(present::equals).orElse(true);
    }

    private NextStep next(
            PendingAuthorization pending,
            Client client,
            SsoSession ssoSession,
            Set<String> allowed,
            NetworkContext network,
            Instant now) {
        AuthorizationRequest request = pending.request();
        Decision decision = decide(pending, client, ssoSession, network);
        if (decision instanceof DeniedByRules denied) {
            return new PolicyDenied(ssoSession, denied.rules());
        }
        Set<Reason> missing = missingFor(decision, ssoSession);
        if (!missing.isEmpty()) {
            return request.silent()
                    ? new SilentlyMissing(ssoSession, missing)
                    : new SecondFactor(ssoSession, missing, acceptedFor(decision));
        }
        if (request.scopes().contains(Scopes.ADMIN_API) && !isAdministrator(ssoSession)) {
            return new Denied(
                    OAuthError.ACCESS_DENIED.because("the scope albireo:admin is restricted to administrators"));
        }
        if (needsConsent(pending, client, ssoSession, allowed)) {
            return request.silent()
                    ? new Denied(OAuthError.CONSENT_REQUIRED.because("the user has not granted the requested scopes"))
                    : new ConsentRequired(ssoSession, allowed);
        }
        return new Granted(ssoSession);
    }

    /** The age of a proof is that at the time of the request, so one made for it is recent enough however long a page takes. */
    private Decision decide(
            PendingAuthorization pending, Client client, SsoSession ssoSession, NetworkContext network) {
        return policy.decide(context(pending, client, ssoSession, network), ssoSession.proofs());
    }

    /** Returns the declared rules that fire, also those that only observe; none if no user is signed in. */
    List<PolicyRule> fired(
            PendingAuthorization pending, Client client, Optional<SsoSession> ssoSession, NetworkContext network) {
        return ssoSession
                .map(session -> policy.document().fired(context(pending, client, session, network)))
                .orElse(List.of());
    }

    private static DecisionContext context(
            PendingAuthorization pending, Client client, SsoSession ssoSession, NetworkContext network) {
        return new DecisionContext(
                ssoSession.user().asUser(),
                client.secondFactorContext(),
                pending.request().secondFactorContext(),
                network,
                pending.askedAt());
    }

    private static Set<SecondFactorKind> acceptedFor(Decision decision) {
        return decision instanceof Missing missing ? missing.accepted() : SecondFactorKind.ANY;
    }

    /** A session whose login is unfinished needs its second factor, even if no rule requires it any more. */
    private static Set<Reason> missingFor(Decision decision, SsoSession ssoSession) {
        return switch (decision) {
            case Missing missing -> missing.reasons();
            case Decision.Satisfied satisfied when ssoSession.isPartial() -> satisfied.reasons();
            case Decision.OneFactor one when ssoSession.isPartial() -> Set.of(Reason.ADMIN_REQUIRED);
            default -> Set.of();
        };
    }

    private static boolean isRecent(SsoSession ssoSession, PendingAuthorization pending) {
        Instant signedIn = ssoSession.proofs().authTime();
        return pending.request()
                .signedInSince(pending.askedAt())
                .map(since -> !signedIn.isBefore(since))
                .orElse(true);
    }

    private boolean isAdministrator(SsoSession ssoSession) {
        return roles.of(ssoSession.user().groups()).isPresent();
    }

    private static boolean needsConsent(
            PendingAuthorization pending, Client client, SsoSession ssoSession, Set<String> allowed) {
        AuthorizationRequest request = pending.request();
        boolean askedNow = pending.consentedBy()
                .filter(subject -> subject.equals(ssoSession.user().subject()))
                .isPresent();
        if (request.prompt().contains(Prompt.CONSENT) && !askedNow) {
            return true;
        }
        return !client.metadata().policy().firstParty() && !allowed.containsAll(request.consentScopes());
    }
}
