package dev.albireo.oauth.authorize;

import dev.albireo.oauth.authorize.Consider.Considered;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.Subjects;
import dev.albireo.oauth.session.SignOn;
import dev.albireo.oauth.session.SignOns;
import dev.albireo.policy.SecondFactorPolicy;
import dev.albireo.protocol.Opaque;
import dev.albireo.protocol.SessionCookie;
import dev.albireo.web.Form;
import dev.albireo.web.WebConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides whether a user may authorize a client from a page other than {@code /authorize}. The decision is the same, about the same
 * session, user, client and scopes; only the consent is the page's own.
 */
@ApplicationScoped
public class Admission {
    private final SignOns signOns;
    private final Judge judge;
    private final HandOver handOver;
    private final String issuer;
    private final Clock clock;

    Admission(
            SignOns signOns,
            SecondFactorPolicy policy,
            Subjects subjects,
            HandOver handOver,
            WebConfig web,
            Clock clock) {
        this.signOns = signOns;
        this.judge = new Judge(policy, subjects::of);
        this.handOver = handOver;
        this.issuer = web.issuerText();
        this.clock = clock;
    }

    /**
     * The authorization that is requested.
     *
     * @param id the interaction to which credentials sends the browser back: {@code /authorize?interaction=<id>}
     * @param browser hash of the browser cookie that it is bound to
     */
    public record Wish(Client client, List<String> scopes, Instant askedAt, Opaque id, Optional<String> browser) {}

    /** The next step. */
    public sealed interface Step {
        /** A requirement is missing; the browser is sent to this URL and returns afterwards. */
        record Elsewhere(String location) implements Step {}

        /** The user may not authorize it. */
        record Refused() implements Step {}

        /** The user may authorize it. */
        record Ready(SignOn signOn) implements Step {}
    }

    /** Decides anew at every step, so that no step can be skipped. */
    public Uni<Step> next(Wish wish, Optional<SessionCookie> cookie) {
        Pending pending = new Pending(request(wish), wish.askedAt(), Optional.of(wish.id()), Optional.empty());
        return signOns.find(cookie)
                .map(signOn -> judge.next(
                        pending, wish.client(), signOn, pending.request().wanted(), clock.instant()))
                .chain(next -> step(new Considered(pending, wish.client(), next, wish.browser()), wish.id()));
    }

    private Uni<Step> step(Considered considered, Opaque id) {
        return switch (considered.next()) {
            case Next.Granted granted -> Uni.createFrom().item(new Step.Ready(granted.signOn()));
            case Next.Login login ->
                handOver.login(considered, id, considered.browser(), login.reasons())
                        .map(Step.Elsewhere::new);
            case Next.SecondFactor missing ->
                handOver.secondFactor(considered, id, considered.browser(), missing)
                        .map(Step.Elsewhere::new);
            case Next.Refused refused -> Uni.createFrom().item(new Step.Refused());
            case Next.SilentlyMissing missing -> Uni.createFrom().item(new Step.Refused());
            case Next.Consent consent -> Uni.createFrom().item(new Step.Refused());
        };
    }

    private AuthorizeRequest request(Wish wish) {
        Form form = Form.of(Map.of(
                "client_id", List.of(wish.client().id()),
                "response_type", List.of("code"),
                "redirect_uri", List.of(issuer + "/device"),
                "scope", List.of(String.join(" ", wish.scopes()))));
        return AuthorizeRequest.of(form, false, wish.client(), Hint.NONE);
    }
}
