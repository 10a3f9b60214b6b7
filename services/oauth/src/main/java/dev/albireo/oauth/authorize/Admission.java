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
 * Whether somebody may let a client in by a page beside {@code /authorize}. It is the same decision, asked of the same session about the
 * same user, client and scopes; only the consent is the page's own.
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
     * What somebody is about to allow.
     *
     * @param id where credentials sends the browser back to: {@code /authorize?interaction=<id>}
     * @param browser hash of the browser cookie that it is bound to
     */
    public record Wish(Client client, List<String> scopes, Instant askedAt, Opaque id, Optional<String> browser) {}

    /** What comes next. */
    public sealed interface Step {
        /** Something is missing; the browser is to go there and come back. */
        record Elsewhere(String location) implements Step {}

        /** This person may not. */
        record Refused() implements Step {}

        /** This person may. */
        record Ready(SignOn signOn) implements Step {}
    }

    /** Asked anew at every step, so that none can be skipped. */
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
