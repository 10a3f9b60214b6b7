package dev.albireo.oauth.authorize;

import dev.albireo.events.AuditAction;
import dev.albireo.oauth.authorize.EvaluateAuthorization.Evaluation;
import dev.albireo.outbox.Audit;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.web.PageRefusal;
import dev.albireo.web.WebConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The user's decision on the consent page; valid only if the request has no other missing step. */
@ApplicationScoped
class RecordConsent {
    private final EvaluateAuthorization evaluate;
    private final ConsentStore consents;
    private final InteractionStore interactions;
    private final Audit audit;
    private final String issuer;
    private final Clock clock;

    RecordConsent(
            EvaluateAuthorization evaluate,
            ConsentStore consents,
            InteractionStore interactions,
            Audit audit,
            WebConfig config,
            Clock clock) {
        this.evaluate = evaluate;
        this.consents = consents;
        this.interactions = interactions;
        this.audit = audit;
        this.issuer = config.issuerText();
        this.clock = clock;
    }

    /** A request that waits for consent. */
    record PendingConsent(Evaluation evaluation, OpaqueToken interaction, NextStep.ConsentRequired consent) {
        AuthorizationRequest request() {
            return evaluation.pending().request();
        }
    }

    /**
     * Returns the result of {@code show} for a request that waits for consent; otherwise redirects the browser to the step that is missing.
     */
    <T> Uni<T> waiting(
            String interaction,
            BrowserContext context,
            Function<PendingConsent, Uni<T>> show,
            Function<BrowserRedirect, T> elsewhere) {
        return evaluate.stored(interaction, context).chain(evaluation -> {
            Optional<OpaqueToken> id = evaluation.pending().interaction();
            return id.isPresent() && evaluation.next() instanceof NextStep.ConsentRequired consent
                    ? show.apply(new PendingConsent(evaluation, id.get(), consent))
                    : Uni.createFrom().item(elsewhere.apply(toRequest(interaction)));
        });
    }

    /** Consent given: stores it, and continues to the code. */
    Uni<BrowserRedirect> approve(PendingConsent waiting, BrowserContext context) {
        AuthorizationRequest request = waiting.request();
        var user = waiting.consent().ssoSession().user();
        var record = audit.success(
                user.subject().toString(),
                AuditAction.CONSENT_GIVE,
                request.clientId(),
                Map.of("scope", String.join(" ", request.scopes())),
                context.address());
        return consents.add(
                        waiting.evaluation().client(),
                        user.subject(),
                        List.copyOf(request.consentScopes()),
                        waiting.interaction(),
                        clock.instant(),
                        record)
                .replaceWith(toRequest(waiting.interaction().value()));
    }

    /** Consent denied: the client gets {@code access_denied}, and the request ends. */
    Uni<BrowserRedirect> deny(PendingConsent waiting, BrowserContext context) {
        Instant now = clock.instant();
        AuthorizationRequest request = waiting.request();
        var record = audit.refused(
                waiting.consent().ssoSession().user().subject().toString(),
                AuditAction.CONSENT_GIVE,
                request.clientId(),
                Map.of("scope", String.join(" ", request.scopes())),
                context.address());
        BrowserRedirect redirect = AuthorizationResponses.failure(
                request.target(), OAuthError.ACCESS_DENIED.because("the user denied the request"), issuer);
        return interactions
                .complete(waiting.interaction(), now)
                .invoke(first -> mustBeFirst(first, waiting.interaction()))
                .chain(() -> audit.record(record))
                .replaceWith(redirect);
    }

    private static void mustBeFirst(boolean first, OpaqueToken interaction) {
        if (!first) {
            throw PageRefusal.of(
                            409,
                            "This request was already answered",
                            "Go back to the application. If you are not signed in there, start again.")
                    .withLink("Start again", toRequest(interaction.value()).location());
        }
    }

    private static BrowserRedirect toRequest(String interaction) {
        return BrowserRedirect.to("/authorize?interaction=" + interaction);
    }
}
