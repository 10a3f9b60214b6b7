package dev.albireo.oauth.authorize;

import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.Clients;
import dev.albireo.oauth.client.SubjectIdentifiers;
import dev.albireo.oauth.client.metadata.ClientLink;
import dev.albireo.oauth.policy.PolicyMeters;
import dev.albireo.oauth.policy.SecondFactorPolicies;
import dev.albireo.oauth.session.SsoSession;
import dev.albireo.oauth.session.SsoSessions;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import dev.albireo.web.AdministratorRoles;
import dev.albireo.web.PageLanguage;
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
    private final InteractionEncryption encryption;
    private final AuthorizeConfig config;
    private final SecondFactorPolicies policies;
    private final PolicyMeters meters;
    private final SubjectIdentifiers subjects;
    private final AdministratorRoles roles;
    private final PageLanguage language;
    private final Clock clock;

    EvaluateAuthorization(
            Clients clients,
            SsoSessions sessions,
            ConsentStore consents,
            InteractionStore interactions,
            InteractionEncryption encryption,
            AuthorizeConfig config,
            SecondFactorPolicies policies,
            PolicyMeters meters,
            SubjectIdentifiers subjects,
            AdministratorRoles roles,
            PageLanguage language,
            Clock clock) {
        this.clients = clients;
        this.sessions = sessions;
        this.consents = consents;
        this.interactions = interactions;
        this.encryption = encryption;
        this.config = config;
        this.policies = policies;
        this.meters = meters;
        this.subjects = subjects;
        this.roles = roles;
        this.language = language;
        this.clock = clock;
    }

    /**
     * A request, its client, and its next step.
     *
     * @param browser hash of the browser cookie that it is bound to; empty if it has just arrived
     * @param encrypted the request as its browser carries it, as long as it has no row
     */
    record Evaluation(
            PendingAuthorization pending,
            Client client,
            NextStep next,
            Optional<String> browser,
            Optional<EncryptedInteraction> encrypted) {
        Evaluation boundTo(Optional<String> hash) {
            return new Evaluation(pending, client, next, hash, encrypted);
        }

        Evaluation carriedAs(EncryptedInteraction interaction) {
            return new Evaluation(pending, client, next, Optional.of(interaction.browser()), Optional.of(interaction));
        }

        Evaluation storedAs(OpaqueToken id) {
            return new Evaluation(pending.storedAs(id), client, next, browser, Optional.empty());
        }
    }

    /**
     * Returns a stored or encrypted request of this browser that has not expired; fails with a page otherwise. A completed request counts as a new one:
     * the user went back to a page of it, as they could go back to the URL that began it. It requires a proof given since it was completed,
     * and a consent of its own.
     */
    Uni<Evaluation> stored(String interaction, BrowserContext context) {
        Optional<OpaqueToken> id = OpaqueToken.parse(OpaqueTokenType.INTERACTION, interaction);
        if (id.isPresent()) {
            return interactions
                    .find(id.get(), clock.instant())
                    .map(found -> found.orElseThrow(EvaluateAuthorization::unknown))
                    .chain(stored -> stored(stored, context));
        }
        EncryptedInteraction encrypted = encryption.decrypt(interaction).orElseThrow(EvaluateAuthorization::unknown);
        return interactions
                .find(encrypted.id(), clock.instant())
                .chain(found ->
                        found.map(stored -> stored(stored, context)).orElseGet(() -> withoutRow(encrypted, context)));
    }

    private Uni<Evaluation> stored(InteractionStore.Stored stored, BrowserContext context) {
        requestedBy(stored.pending());
        return checkUsable(
                        stored.browserHash(), stored.expired(), stored.pending().request(), context)
                .chain(() -> evaluate(stored.waiting(), context))
                .map(evaluation -> evaluation.boundTo(stored.browserHash()));
    }

    /** Returns a request that has no row yet, because no user has signed in to it. */
    private Uni<Evaluation> withoutRow(EncryptedInteraction encrypted, BrowserContext context) {
        requestedBy(encrypted.pending());
        boolean expired =
                !encrypted.askedAt().plus(config.interactionLifetime()).isAfter(clock.instant());
        return checkUsable(Optional.of(encrypted.browser()), expired, encrypted.request(), context)
                .chain(() -> evaluate(encrypted.pending(), context))
                .map(evaluation -> evaluation.carriedAs(encrypted));
    }

    /** Evaluates a request, stored or not. */
    private Uni<Evaluation> evaluate(PendingAuthorization pending, BrowserContext context) {
        return clients.find(pending.request().clientId())
                .map(client -> client.orElseThrow(AuthorizationRequestValidator::invalidLink))
                .chain(client -> evaluate(pending, client, context));
    }

    /** Evaluates a request of this client. */
    Uni<Evaluation> evaluate(PendingAuthorization pending, Client client, BrowserContext context) {
        requestedBy(pending);
        return policies.current()
                .map(policy -> new AuthorizationDecision(policy, subjects::of, roles))
                .chain(decision -> evaluate(decision, pending, client, context));
    }

    private Uni<Evaluation> evaluate(
            AuthorizationDecision decision, PendingAuthorization pending, Client client, BrowserContext context) {
        return sessions.find(context.session(), context.carried())
                .invoke(ssoSession -> meters.fired(decision.fired(pending, client, ssoSession, context.network())))
                .chain(ssoSession -> ssoSession
                        .filter(session -> concernsConsent(client, pending))
                        .map(session -> consents.find(client, session.user().subject()))
                        .orElseGet(() -> Uni.createFrom().item(Set.of()))
                        .map(allowed ->
                                decision.next(pending, client, ssoSession, allowed, context.network(), clock.instant()))
                        .call(next -> stored(ssoSession, next)))
                .map(next -> new Evaluation(pending, client, next, Optional.empty(), Optional.empty()));
    }

    /** The pages of the request are in its language. */
    private void requestedBy(PendingAuthorization pending) {
        language.requested(pending.request().uiLocales(), pending.askedAt());
    }

    /** The statement that issues a code stores a carried session too; any other step leads to a page that does not carry it. */
    private Uni<Void> stored(Optional<SsoSession> ssoSession, NextStep next) {
        return ssoSession
                .filter(session -> !(next instanceof NextStep.Granted))
                .map(sessions::store)
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /** A client of this organisation has consent to everything, unless it asks for the page. */
    private static boolean concernsConsent(Client client, PendingAuthorization pending) {
        return !client.metadata().policy().firstParty()
                || pending.request().prompt().contains(Prompt.CONSENT);
    }

    private Uni<Void> checkUsable(
            Optional<String> browserHash, boolean expired, AuthorizationRequest request, BrowserContext context) {
        boolean sameBrowser = browserHash.filter(context.browser()::contains).isPresent();
        if (sameBrowser && !expired) {
            return Uni.createFrom().voidItem();
        }
        PageRefusal refusal = expired
                ? unknown()
                : PageRefusal.of(
                        400,
                        "This sign-in was started in another browser",
                        "Go back to the application in this browser and start again. "
                                + "A sign-in can only be completed in the browser that started it.");
        return clients.find(request.clientId())
                .chain(client -> Uni.createFrom().failure(withLinkToClient(refusal, client)));
    }

    /** Adds a link back to the client, if it declared a URL. */
    private static PageRefusal withLinkToClient(PageRefusal refusal, Optional<Client> client) {
        return client.flatMap(known -> known.metadata().info().link(ClientLink.CLIENT_URI))
                .filter(address -> address.startsWith("https://"))
                .map(address ->
                        refusal.withLink("Back to " + client.orElseThrow().name(), address))
                .orElse(refusal);
    }

    private static PageRefusal unknown() {
        return PageRefusal.of(400, "This sign-in has expired", "Go back to the application and start again.");
    }
}
