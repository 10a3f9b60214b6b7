package dev.albireo.credentials.twofactor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.credentials.factor.FactorRules;
import dev.albireo.credentials.login.PageResource;
import dev.albireo.credentials.session.Authentication.Full;
import dev.albireo.credentials.session.CurrentAuthentication;
import dev.albireo.credentials.session.ReturnPath;
import dev.albireo.credentials.totp.EnrolTotp;
import dev.albireo.credentials.totp.PendingApp;
import dev.albireo.credentials.totp.TotpProblem;
import dev.albireo.web.Cookies;
import dev.albireo.web.FormTokens;
import dev.albireo.web.PageNotice;
import dev.albireo.web.Problem;
import dev.albireo.web.ProblemRefusal;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** GET and POST /auth/two-factor/enable: enrols an authenticator application, by pages or by JSON. */
@Path("/auth/two-factor/enable")
class EnableResource extends PageResource {
    private static final String SETTINGS = "/auth/two-factor";
    private static final String HERE = "/auth/two-factor/enable";

    private final EnrolTotp enrolTotp;

    EnableResource(
            EnrolTotp enrolTotp, FormTokens tokens, Cookies cookies, CurrentAuthentication currentAuthentication) {
        super(tokens, cookies, currentAuthentication);
        this.enrolTotp = enrolTotp;
    }

    record Requested(String uri, String secretKey) {}

    record TotpEnabledResponse(boolean enabled, List<String> recoveryCodes) {}

    @GET
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> page() {
        return page(200, "", begin());
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Requested> request() {
        return begin().map(app -> new Requested(app.uri(), app.secretKey()));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> enable(@RestForm @Nullable String token) {
        Full full = currentAuthentication().full();
        return Uni.createFrom()
                .deferred(() -> enrolTotp.finish(full, text(token), Optional.empty(), browser()))
                .map(done -> withCookie(done.startedSession(), SETTINGS))
                .onFailure(ProblemRefusal.class)
                .recoverWithUni(failure -> refused((ProblemRefusal) failure));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> enable(@Nullable JsonNode json) {
        String token = TokenBody.of(json).token();
        return enrolTotp
                .finish(currentAuthentication().full(), token, Optional.empty(), browser())
                .map(done -> responseWithCookie(
                        done.startedSession(),
                        new TotpEnabledResponse(true, done.codes().list())));
    }

    private Uni<PendingApp> begin() {
        return enrolTotp.begin(currentAuthentication().full(), Optional.empty());
    }

    private Uni<Response> page(int status, String problem, Uni<PendingApp> pending) {
        return pending.map(app -> page(status, new EnableAppPage(formToken(), app, problem, "", "")))
                .onFailure(ProblemRefusal.class)
                .recoverWithUni(failure -> redirect((ProblemRefusal) failure));
    }

    private Uni<Response> refused(ProblemRefusal refusal) {
        return TotpProblem.WRONG_TOKEN.is(refusal)
                ? page(
                        422,
                        asSentence(refusal.detail()),
                        enrolTotp.again(currentAuthentication().full(), Optional.empty()))
                : redirect(refusal);
    }

    /** Redirects if this page does not apply: to the settings, to its own beginning, to the code of an administrator, or to a fresh proof and back. */
    private static Uni<Response> redirect(ProblemRefusal refusal) {
        if (TotpProblem.ALREADY_ENABLED.is(refusal)) {
            return Uni.createFrom().item(seeOther(SETTINGS));
        }
        if (TotpProblem.NOT_REQUESTED.is(refusal)) {
            return Uni.createFrom().item(seeOther(HERE + "?" + PageNotice.Severity.STALE.parameter()));
        }
        if (FactorRules.asksForEnrolmentCode(refusal)) {
            return Uni.createFrom().item(seeOther("/account/security"));
        }
        return refusal.problem() == Problem.FRESH_PROOF_REQUIRED
                ? Uni.createFrom().item(seeOther(ReturnPath.on("/account/confirm", ReturnPath.of(HERE))))
                : Uni.createFrom().failure(refusal);
    }
}
