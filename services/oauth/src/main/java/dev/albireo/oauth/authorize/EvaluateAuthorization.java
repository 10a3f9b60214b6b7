package dev.albireo.oauth.authorize;

import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.Clients;
import dev.albireo.oauth.client.SubjectIdentifiers;
import dev.albireo.oauth.session.SsoSessions;
import dev.albireo.policy.SecondFactorPolicy;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import dev.albireo.protocol.SessionCookie;
import dev.albireo.web.PageRefusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/** Collects the input of the authorization decision, and decides. */
@ApplicationScoped
class EvaluateAuthorization {
    private final Clients clients;
    private final SsoSessions sessions;
    private final ConsentStore consents;
    private final InteractionStore interactions;
    private final AuthorizationDecision decision;
    private final Clock clock;

    EvaluateAuthorization(
            Clients clients,
            SsoSessions sessions,
            ConsentStore consents,
            InteractionStore interactions,
            SecondFactorPolicy policy,
            SubjectIdentifiers subjects,
            Clock clock) {
        this.clients = clients;
        this.sessions = sessions;
        this.consents = consents;
        this.interactions = interactions;
        this.decision = new AuthorizationDecision(policy, subjects::of);
        this.clock = clock;
    }

    /**
     * A request, its client, and its next step.
     *
     * @param browser hash of the browser cookie that it is bound to; empty if it is not stored
     */
    record Evaluation(PendingAuthorization pending, Client client, NextStep next, Optional<String> browser) {
        Evaluation boundTo(Optional<String> hash) {
            return new Evaluation(pending, client, next, hash);
        }
    }

    /**
     * Returns a stored request of this browser that has not expired; fails with a page otherwise. A completed request counts as a new one:
     * the user went back to a page of it, as they could go back to the URL that began it. It requires a proof given since it was completed,
     * and a consent of its own.
     */
    Uni<Evaluation> stored(String interaction, BrowserContext context) {
        OpaqueToken id =
                OpaqueToken.parse(OpaqueTokenType.INTERACTION, interaction).orElseThrow(EvaluateAuthorization::unknown);
        return interactions
                .find(id, clock.instant())
                .map(found -> found.orElseThrow(EvaluateAuthorization::unknown))
                .call(stored -> mine(stored, context))
                .chain(stored -> evaluate(stored.waiting(), context.session())
                        .map(evaluation -> evaluation.boundTo(stored.browserHash())));
    }

    /** Evaluates a request, stored or not. */
    Uni<Evaluation> evaluate(PendingAuthorization pending, Optional<SessionCookie> cookie) {
        return clients.find(pending.request().clientId())
                .map(client -> client.orElseThrow(AuthorizationRequestValidator::wrongLink))
                .chain(client -> evaluate(pending, client, cookie));
    }

    /** Evaluates a request of this client. */
    Uni<Evaluation> evaluate(PendingAuthorization pending, Client client, Optional<SessionCookie> cookie) {
        return sessions.find(cookie)
                .chain(signOn -> signOn.map(session ->
                                consents.find(client, session.person().subject()))
                        .orElseGet(() -> Uni.createFrom().item(Set.of()))
                        .map(allowed -> decision.next(pending, client, signOn, allowed, clock.instant())))
                .map(next -> new Evaluation(pending, client, next, Optional.empty()));
    }

    private Uni<Void> mine(InteractionStore.Stored stored, BrowserContext context) {
        boolean mine = stored.browserHash().filter(context.browser()::holds).isPresent();
        if (mine && !stored.over()) {
            return Uni.createFrom().voidItem();
        }
        PageRefusal refusal = stored.over()
                ? unknown()
                : PageRefusal.of(
                        400,
                        "This sign-in was started in another browser",
                        "Go back to the application in this browser and start again. "
                                + "A sign-in can only be completed in the browser that started it.");
        return clients.find(stored.pending().request().clientId())
                .chain(client -> Uni.createFrom().failure(withWayBack(refusal, client)));
    }

    /** Adds a link back to the client, if it declared a URL. */
    private static PageRefusal withWayBack(PageRefusal refusal, Optional<Client> client) {
        return client.flatMap(Client::homeUri)
                .filter(address -> address.startsWith("https://"))
                .map(address ->
                        refusal.withLink("Back to " + client.orElseThrow().name(), address))
                .orElse(refusal);
    }

    private static PageRefusal unknown() {
        return PageRefusal.of(400, "This sign-in has expired", "Go back to the application and start again.");
    }
}
