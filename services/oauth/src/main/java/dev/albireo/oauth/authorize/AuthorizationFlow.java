package dev.albireo.oauth.authorize;

import dev.albireo.events.AuditAction;
import dev.albireo.oauth.authorize.AuthorizationRequestValidator.Checked;
import dev.albireo.oauth.authorize.EvaluateAuthorization.Evaluation;
import dev.albireo.oauth.key.OpaqueTokenGenerator;
import dev.albireo.outbox.Audit;
import dev.albireo.policy.Reason;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OAuthRefusal;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import dev.albireo.web.Form;
import dev.albireo.web.RefusalMeters;
import dev.albireo.web.WebConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Processes an authorization request, from its arrival to the authorization response. */
@ApplicationScoped
class AuthorizationFlow {
    private final AuthorizationRequestResolver resolver;
    private final EvaluateAuthorization evaluate;
    private final InteractionStore interactions;
    private final InteractionStorage storage;
    private final LoginRedirect loginRedirect;
    private final IssueCode issueCode;
    private final Audit audit;
    private final StepUpMeters stepUps;
    private final RefusalMeters refusals;
    private final String issuer;
    private final OpaqueTokenGenerator tokenGenerator;
    private final Clock clock;

    AuthorizationFlow(
            AuthorizationRequestResolver resolver,
            EvaluateAuthorization evaluate,
            InteractionStore interactions,
            InteractionStorage storage,
            LoginRedirect loginRedirect,
            IssueCode issueCode,
            Audit audit,
            StepUpMeters stepUps,
            RefusalMeters refusals,
            WebConfig web,
            OpaqueTokenGenerator tokenGenerator,
            Clock clock) {
        this.resolver = resolver;
        this.evaluate = evaluate;
        this.interactions = interactions;
        this.storage = storage;
        this.loginRedirect = loginRedirect;
        this.issueCode = issueCode;
        this.audit = audit;
        this.stepUps = stepUps;
        this.refusals = refusals;
        this.issuer = web.issuerText();
        this.tokenGenerator = tokenGenerator;
        this.clock = clock;
    }

    /** Processes a new request from this browser. */
    Uni<BrowserRedirect> begin(Form form, BrowserContext context) {
        return resolver.of(form).chain(arrival -> switch (arrival.checked()) {
            case Checked.Bad bad -> refused(bad);
            case Checked.Good good ->
                evaluate.evaluate(
                                PendingAuthorization.received(good.request(), clock.instant()),
                                arrival.client(),
                                context)
                        .chain(evaluation -> act(evaluation, context));
        });
    }

    /**
     * Stores a new request by POST, which may be cross-site and therefore without cookies; the browser returns with its cookies by itself.
     */
    Uni<BrowserRedirect> hold(Form form) {
        return resolver.of(form).chain(arrival -> switch (arrival.checked()) {
            case Checked.Bad bad -> refused(bad);
            case Checked.Good good ->
                storage.hold(PendingAuthorization.received(good.request(), clock.instant()))
                        .map(id -> BrowserRedirect.to("/authorize?interaction=" + id.value()));
        });
    }

    /** Resumes a stored or encrypted request. */
    Uni<BrowserRedirect> resume(String interaction, BrowserContext context) {
        return bind(interaction, context)
                .chain(bound -> evaluate.stored(interaction, bound)
                        .chain(evaluation -> act(evaluation, bound))
                        .map(next -> context.browser().isEmpty()
                                ? next.withBrowser(bound.browser().first())
                                : next));
    }

    private Uni<BrowserRedirect> refused(Checked.Bad bad) {
        return Uni.createFrom().item(failure(bad.target(), bad.refusal()));
    }

    private BrowserRedirect failure(AuthorizationResponses.ResponseTarget target, OAuthRefusal refusal) {
        refusals.oauth(AuthorizationResponses.ENDPOINT, refusal.error());
        return AuthorizationResponses.failure(target, refusal, issuer);
    }

    private Uni<BrowserRedirect> act(Evaluation evaluation, BrowserContext context) {
        return switch (evaluation.next()) {
            case NextStep.Granted granted -> issueCode.issue(evaluation, granted.ssoSession(), context);
            case NextStep.Denied refused -> end(evaluation, refused.refusal());
            case NextStep.PolicyDenied denied ->
                recordDenial(evaluation, denied, context)
                        .chain(() -> end(
                                evaluation,
                                OAuthError.ACCESS_DENIED.because("the second-factor policy denies the request")));
            case NextStep.SilentlyMissing missing ->
                recordRefusal(evaluation, missing, context)
                        .chain(() -> end(
                                evaluation, OAuthError.INTERACTION_REQUIRED.because("a second factor is required")));
            case NextStep.Login login -> atLogin(evaluation, context, login);
            case NextStep.SecondFactor missing ->
                atPage(
                        evaluation,
                        context,
                        (id, browser) -> loginRedirect.secondFactor(evaluation, id, browser, missing));
            case NextStep.ConsentRequired consent ->
                atPage(
                        evaluation,
                        context,
                        (id, browser) -> Uni.createFrom().item("/consent?interaction=" + id.value()));
        };
    }

    private interface Page {
        Uni<String> locationFor(OpaqueToken id, Optional<String> browser);
    }

    /** A page for a user who is signed in is required, so the request must be stored for this browser. */
    private Uni<BrowserRedirect> atPage(Evaluation evaluation, BrowserContext context, Page page) {
        if (evaluation.encrypted().isPresent()
                || evaluation.pending().interaction().isPresent()) {
            return storage.withRow(evaluation)
                    .chain(stored ->
                            page.locationFor(stored.pending().interaction().orElseThrow(), stored.browser()))
                    .map(BrowserRedirect::to);
        }
        OpaqueToken browser = browser(context);
        return storage.store(evaluation.pending(), Optional.of(browser.hash()))
                .chain(id -> page.locationFor(id, Optional.of(browser.hash())))
                .map(location -> BrowserRedirect.to(location).withBrowser(ifNew(browser, context)));
    }

    /**
     * The login page is required. The browser carries the request there and back, so that requests to which no user signs in cost no row;
     * one that is too long for a header is stored for a short time.
     */
    private Uni<BrowserRedirect> atLogin(Evaluation evaluation, BrowserContext context, NextStep.Login login) {
        Optional<String> known = storage.carried(evaluation);
        if (known.isPresent()) {
            return loginRedirect
                    .login(evaluation, known.get(), evaluation.browser(), login.reasons())
                    .map(BrowserRedirect::to);
        }
        OpaqueToken browser = browser(context);
        return storage.carry(evaluation.pending(), browser.hash())
                .chain(id -> loginRedirect.login(evaluation, id, Optional.of(browser.hash()), login.reasons()))
                .map(location -> BrowserRedirect.to(location).withBrowser(ifNew(browser, context)));
    }

    private OpaqueToken browser(BrowserContext context) {
        return context.browser().first().orElseGet(() -> tokenGenerator.next(OpaqueTokenType.BROWSER));
    }

    private static Optional<OpaqueToken> ifNew(OpaqueToken browser, BrowserContext context) {
        return Optional.of(browser).filter(value -> context.browser().isEmpty());
    }

    /** Ends the request with an error response to the client. */
    private Uni<BrowserRedirect> end(Evaluation evaluation, OAuthRefusal refusal) {
        AuthorizationRequest request = evaluation.pending().request();
        BrowserRedirect redirect = failure(request.target(), refusal);
        return evaluation
                .pending()
                .interaction()
                .map(id -> interactions.complete(id, clock.instant()))
                .orElseGet(() -> Uni.createFrom().item(true))
                .replaceWith(redirect);
    }

    private Uni<Void> recordDenial(Evaluation evaluation, NextStep.PolicyDenied denied, BrowserContext context) {
        return audit.record(audit.refused(
                denied.ssoSession().user().subject().toString(),
                AuditAction.AUTHORIZE_SECOND_FACTOR,
                evaluation.client().id(),
                Map.of("rules", String.join(" ", denied.rules())),
                context.address()));
    }

    private Uni<Void> recordRefusal(Evaluation evaluation, NextStep.SilentlyMissing missing, BrowserContext context) {
        stepUps.record(missing.reasons());
        String reasons = missing.reasons().stream().map(Reason::name).sorted().collect(Collectors.joining(" "));
        return audit.record(audit.refused(
                missing.ssoSession().user().subject().toString(),
                AuditAction.AUTHORIZE_SECOND_FACTOR,
                evaluation.client().id(),
                Map.of("reasons", reasons),
                context.address()));
    }

    /** Binds an interaction that arrived by POST to the first browser that returns for it. */
    private Uni<BrowserContext> bind(String interaction, BrowserContext context) {
        OpaqueToken browser = context.browser().first().orElseGet(() -> tokenGenerator.next(OpaqueTokenType.BROWSER));
        BrowserContext bound = context.boundTo(browser);
        return OpaqueToken.parse(OpaqueTokenType.INTERACTION, interaction)
                .map(id -> interactions.bind(id, browser).replaceWith(bound))
                .orElseGet(() -> Uni.createFrom().item(bound));
    }
}
