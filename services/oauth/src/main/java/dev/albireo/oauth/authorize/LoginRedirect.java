package dev.albireo.oauth.authorize;

import dev.albireo.oauth.authorize.EvaluateAuthorization.Evaluation;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.metadata.ClientLink;
import dev.albireo.oauth.key.SigningKeys;
import dev.albireo.policy.Reason;
import dev.albireo.policy.SecondFactorKind;
import dev.albireo.protocol.Interaction;
import dev.albireo.protocol.Interaction.RequiredStep;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.web.WebConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Redirects the browser to credentials with a signed token that describes the missing step. */
@ApplicationScoped
class LoginRedirect {
    private final SigningKeys keys;
    private final String issuer;
    private final StepUpMeters meters;
    private final Clock clock;

    LoginRedirect(SigningKeys keys, WebConfig config, StepUpMeters meters, Clock clock) {
        this.keys = keys;
        this.issuer = config.issuerText();
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Redirects to the login page, or to the registration page if the client requests it.
     *
     * @param id the value of the parameter to return with: {@code /authorize?interaction=<id>}
     * @param browser hash of the browser cookie that the request is bound to
     */
    Uni<String> login(Evaluation evaluation, String id, Optional<String> browser, Set<Reason> reasons) {
        meters.record(reasons);
        return sign(interaction(evaluation, id, browser, RequiredStep.LOGIN, reasons, List.of(), Optional.empty()))
                .map(token -> page(evaluation) + "?interaction=" + token);
    }

    /** Redirects to the page for second factors, for the user who is signed in. */
    Uni<String> secondFactor(
            Evaluation evaluation, OpaqueToken id, Optional<String> browser, NextStep.SecondFactor missing) {
        meters.record(missing.reasons());
        String subject = missing.ssoSession().user().subject().toString();
        return sign(interaction(
                        evaluation,
                        id.value(),
                        browser,
                        RequiredStep.SECOND_FACTOR,
                        missing.reasons(),
                        accepted(missing),
                        Optional.of(subject)))
                .map(token -> "/login/2fa?interaction=" + token);
    }

    private static List<String> accepted(NextStep.SecondFactor missing) {
        return missing.accepted().equals(SecondFactorKind.ANY)
                ? List.of()
                : missing.accepted().stream().map(SecondFactorKind::word).toList();
    }

    private static String page(Evaluation evaluation) {
        return evaluation.pending().request().prompt().contains(Prompt.CREATE) ? "/register" : "/login";
    }

    private Uni<String> sign(Interaction interaction) {
        return keys.ring().chain(ring -> ring.sign(Interaction.TYPE, interaction.toClaims(issuer, clock.instant())));
    }

    private static Interaction interaction(
            Evaluation evaluation,
            String id,
            Optional<String> browser,
            RequiredStep step,
            Set<Reason> reasons,
            List<String> accepted,
            Optional<String> subject) {
        AuthorizationRequest request = evaluation.pending().request();
        Client client = evaluation.client();
        return new Interaction(
                id,
                evaluation.pending().askedAt(),
                step,
                reasons.stream().map(Reason::name).toList(),
                accepted,
                request.prompt().stream().map(Prompt::value).sorted().toList(),
                subject,
                request.loginHint(),
                request.uiLocales(),
                new Interaction.RequestingClient(
                        client.id(),
                        client.name(),
                        client.metadata().info().link(ClientLink.CLIENT_URI),
                        client.metadata().info().link(ClientLink.LOGO_URI),
                        client.metadata().info().link(ClientLink.POLICY_URI),
                        client.metadata().info().link(ClientLink.TOS_URI),
                        client.metadata().policy().authConfig()),
                Optional.of(Client.originOf(request.redirectUri())),
                browser);
    }
}
