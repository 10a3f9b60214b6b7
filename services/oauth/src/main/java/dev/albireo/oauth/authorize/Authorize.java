package dev.albireo.oauth.authorize;

import dev.albireo.oauth.audit.Audit;
import dev.albireo.oauth.authorize.CheckRequest.Checked;
import dev.albireo.oauth.authorize.Consider.Considered;
import dev.albireo.oauth.key.Opaques;
import dev.albireo.policy.Reason;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OAuthRefusal;
import dev.albireo.protocol.Opaque;
import dev.albireo.protocol.Opaque.Kind;
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
class Authorize {
    private final Arrivals arrivals;
    private final Consider consider;
    private final InteractionStore interactions;
    private final HandOver handOver;
    private final IssueCode issueCode;
    private final Audit audit;
    private final StepUpMeters stepUps;
    private final RefusalMeters refusals;
    private final AuthorizeConfig config;
    private final String issuer;
    private final Opaques opaques;
    private final Clock clock;

    Authorize(
            Arrivals arrivals,
            Consider consider,
            InteractionStore interactions,
            HandOver handOver,
            IssueCode issueCode,
            Audit audit,
            StepUpMeters stepUps,
            RefusalMeters refusals,
            AuthorizeConfig config,
            WebConfig web,
            Opaques opaques,
            Clock clock) {
        this.arrivals = arrivals;
        this.consider = consider;
        this.interactions = interactions;
        this.handOver = handOver;
        this.issueCode = issueCode;
        this.audit = audit;
        this.stepUps = stepUps;
        this.refusals = refusals;
        this.config = config;
        this.issuer = web.issuerText();
        this.opaques = opaques;
        this.clock = clock;
    }

    /** Processes a new request from this browser. */
    Uni<Redirection> begin(Form form, Visitor visitor) {
        return arrivals.of(form).chain(arrival -> switch (arrival.checked()) {
            case Checked.Bad bad -> refused(bad);
            case Checked.Good good ->
                consider.consider(Pending.fresh(good.request(), clock.instant()), arrival.client(), visitor.session())
                        .chain(considered -> act(considered, visitor));
        });
    }

    /**
     * Stores a new request by POST, which may be cross-site and therefore without cookies; the browser returns with its cookies by itself.
     */
    Uni<Redirection> hold(Form form) {
        return arrivals.of(form).chain(arrival -> switch (arrival.checked()) {
            case Checked.Bad bad -> refused(bad);
            case Checked.Good good ->
                store(Pending.fresh(good.request(), clock.instant()), Optional.empty())
                        .map(id -> Redirection.to("/authorize?interaction=" + id.value()));
        });
    }

    /** Resumes a stored request. */
    Uni<Redirection> resume(String interaction, Visitor visitor) {
        return bind(interaction, visitor)
                .chain(bound -> consider.stored(interaction, bound)
                        .chain(considered -> act(considered, bound))
                        .map(next -> visitor.browser().isEmpty()
                                ? next.withBrowser(bound.browser().first())
                                : next));
    }

    private Uni<Redirection> refused(Checked.Bad bad) {
        return Uni.createFrom().item(failure(bad.target(), bad.refusal()));
    }

    private Redirection failure(Redirects.Target target, OAuthRefusal refusal) {
        refusals.oauth(Redirects.ENDPOINT, refusal.error());
        return Redirects.failure(target, refusal, issuer);
    }

    private Uni<Redirection> act(Considered considered, Visitor visitor) {
        return switch (considered.next()) {
            case Next.Granted granted -> issueCode.issue(considered, granted.signOn(), visitor);
            case Next.Refused refused -> end(considered, refused.refusal());
            case Next.SilentlyMissing missing ->
                tell(considered, missing, visitor)
                        .chain(() -> end(
                                considered, OAuthError.INTERACTION_REQUIRED.because("a second factor is required")));
            case Next.Login login ->
                atPage(considered, visitor, (id, browser) -> handOver.login(considered, id, browser, login.reasons()));
            case Next.SecondFactor missing ->
                atPage(considered, visitor, (id, browser) -> handOver.secondFactor(considered, id, browser, missing));
            case Next.Consent consent ->
                atPage(
                        considered,
                        visitor,
                        (id, browser) -> Uni.createFrom().item("/consent?interaction=" + id.value()));
        };
    }

    private interface Page {
        Uni<String> locationFor(Opaque id, Optional<String> browser);
    }

    /** A page is required, so the request must be stored for this browser. */
    private Uni<Redirection> atPage(Considered considered, Visitor visitor, Page page) {
        Optional<Opaque> stored = considered.pending().interaction();
        if (stored.isPresent()) {
            return page.locationFor(stored.get(), considered.browser()).map(Redirection::to);
        }
        Opaque browser = visitor.browser().first().orElseGet(() -> opaques.next(Kind.BROWSER));
        Optional<Opaque> newBrowser =
                Optional.of(browser).filter(value -> visitor.browser().isEmpty());
        return store(considered.pending(), Optional.of(browser))
                .chain(id -> page.locationFor(id, Optional.of(browser.hash())))
                .map(location -> Redirection.to(location).withBrowser(newBrowser));
    }

    /** Ends the request with an error response to the client. */
    private Uni<Redirection> end(Considered considered, OAuthRefusal refusal) {
        AuthorizeRequest request = considered.pending().request();
        Redirection answer = failure(request.target(), refusal);
        return considered
                .pending()
                .interaction()
                .map(id -> interactions.complete(id, clock.instant()))
                .orElseGet(() -> Uni.createFrom().item(true))
                .replaceWith(answer);
    }

    private Uni<Void> tell(Considered considered, Next.SilentlyMissing missing, Visitor visitor) {
        stepUps.demanded(missing.reasons());
        String reasons = missing.reasons().stream().map(Reason::name).sorted().collect(Collectors.joining(" "));
        return audit.tell(audit.refused(
                missing.signOn().person().subject().toString(),
                "authorize.second-factor",
                considered.client().id(),
                Map.of("reasons", reasons),
                visitor.address()));
    }

    private Uni<Opaque> store(Pending pending, Optional<Opaque> browser) {
        Opaque id = opaques.next(Kind.INTERACTION);
        return interactions
                .add(id, browser, pending, pending.askedAt().plus(config.interactionLifetime()))
                .replaceWith(id);
    }

    /** Binds an interaction that arrived by POST to the first browser that returns for it. */
    private Uni<Visitor> bind(String interaction, Visitor visitor) {
        Opaque browser = visitor.browser().first().orElseGet(() -> opaques.next(Kind.BROWSER));
        Visitor bound = new Visitor(visitor.session(), visitor.browser().orElse(browser), visitor.address());
        return Opaque.parse(Kind.INTERACTION, interaction)
                .map(id -> interactions.bind(id, browser).replaceWith(bound))
                .orElseGet(() -> Uni.createFrom().item(bound));
    }
}
