package dev.albireo.oauth.authorize;

import dev.albireo.oauth.authorize.EvaluateAuthorization.Evaluation;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.SubjectIdentifiers;
import dev.albireo.oauth.policy.PolicyMeters;
import dev.albireo.oauth.policy.SecondFactorPolicies;
import dev.albireo.oauth.session.SsoSession;
import dev.albireo.oauth.session.SsoSessions;
import dev.albireo.policy.NetworkContext;
import dev.albireo.protocol.OAuthEndpoint;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.SessionCookie;
import dev.albireo.web.AdministratorRoles;
import dev.albireo.web.WebConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a user may authorize a client from a page other than {@code /authorize}. The decision is the same, about the same
 * session, user, client and scopes; only the consent is the page's own.
 */
@ApplicationScoped
public class PageAuthorization {
    private final SsoSessions sessions;
    private final SecondFactorPolicies policies;
    private final PolicyMeters meters;
    private final SubjectIdentifiers subjects;
    private final AdministratorRoles roles;
    private final LoginRedirect loginRedirect;
    private final String issuer;
    private final Clock clock;

    PageAuthorization(
            SsoSessions sessions,
            SecondFactorPolicies policies,
            PolicyMeters meters,
            SubjectIdentifiers subjects,
            AdministratorRoles roles,
            LoginRedirect loginRedirect,
            WebConfig web,
            Clock clock) {
        this.sessions = sessions;
        this.policies = policies;
        this.meters = meters;
        this.subjects = subjects;
        this.roles = roles;
        this.loginRedirect = loginRedirect;
        this.issuer = web.issuerText();
        this.clock = clock;
    }

    /**
     * The authorization that is requested.
     *
     * @param resources the resources of the tokens (RFC 8707)
     * @param id the interaction to which credentials sends the browser back: {@code /authorize?interaction=<id>}
     * @param browser hash of the browser cookie that it is bound to
     * @param address the network address of the browser
     */
    public record AccessRequest(
            Client client,
            List<String> scopes,
            List<String> resources,
            Instant askedAt,
            OpaqueToken id,
            Optional<String> browser,
            String address) {}

    /** The next step. */
    public sealed interface AccessStep {
        /** A requirement is missing; the browser is sent to this URL and returns afterwards. */
        record Redirected(String location) implements AccessStep {}

        /** The user may not authorize it. */
        record Refused() implements AccessStep {}

        /** The user may authorize it. */
        record Ready(SsoSession ssoSession) implements AccessStep {}
    }

    /** Decides anew at every step, so that no step can be skipped. */
    public Uni<AccessStep> next(AccessRequest accessRequest, Optional<SessionCookie> cookie) {
        PendingAuthorization pending = new PendingAuthorization(
                AuthorizationRequest.ofPage(
                        accessRequest.client(),
                        accessRequest.scopes(),
                        accessRequest.resources(),
                        issuer + OAuthEndpoint.DEVICE_VERIFICATION.path()),
                accessRequest.askedAt(),
                Optional.of(accessRequest.id()),
                Optional.empty());
        NetworkContext network = NetworkContext.of(accessRequest.address());
        return policies.current()
                .map(policy -> new AuthorizationDecision(policy, subjects::of, roles))
                .chain(decision -> sessions.find(cookie)
                        .invoke(ssoSession ->
                                meters.fired(decision.fired(pending, accessRequest.client(), ssoSession, network)))
                        .map(ssoSession -> decision.next(
                                pending,
                                accessRequest.client(),
                                ssoSession,
                                pending.request().consentScopes(),
                                network,
                                clock.instant())))
                .chain(next -> step(
                        new Evaluation(
                                pending, accessRequest.client(), next, accessRequest.browser(), Optional.empty()),
                        accessRequest.id()));
    }

    private Uni<AccessStep> step(Evaluation evaluation, OpaqueToken id) {
        return switch (evaluation.next()) {
            case NextStep.Granted granted -> Uni.createFrom().item(new AccessStep.Ready(granted.ssoSession()));
            case NextStep.Login login ->
                loginRedirect
                        .login(evaluation, id.value(), evaluation.browser(), login.reasons())
                        .map(AccessStep.Redirected::new);
            case NextStep.SecondFactor missing ->
                loginRedirect
                        .secondFactor(evaluation, id, evaluation.browser(), missing)
                        .map(AccessStep.Redirected::new);
            case NextStep.PolicyDenied refused -> Uni.createFrom().item(new AccessStep.Refused());
            case NextStep.Denied refused -> Uni.createFrom().item(new AccessStep.Refused());
            case NextStep.SilentlyMissing missing -> Uni.createFrom().item(new AccessStep.Refused());
            case NextStep.ConsentRequired consent -> Uni.createFrom().item(new AccessStep.Refused());
        };
    }
}
