package dev.albireo.credentials.twofactor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.credentials.factor.EnrolledFactors;
import dev.albireo.credentials.factor.FactorLookup;
import dev.albireo.credentials.factor.FactorRules;
import dev.albireo.credentials.login.PageResource;
import dev.albireo.credentials.session.Authentication.Full;
import dev.albireo.credentials.session.CurrentAuthentication;
import dev.albireo.credentials.session.ReturnPath;
import dev.albireo.credentials.totp.TotpProblem;
import dev.albireo.web.Cookies;
import dev.albireo.web.FormTokens;
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
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** GET and POST /auth/two-factor/disable: removes an authenticator application, by a page or by JSON. */
@Path("/auth/two-factor/disable")
class DisableResource extends PageResource {
    private static final String SETTINGS = "/auth/two-factor";
    private static final String HERE = "/auth/two-factor/disable";

    private final DisableTotp disableTotp;
    private final FactorLookup factors;
    private final FactorRules rules;

    DisableResource(
            DisableTotp disableTotp,
            FactorLookup factors,
            FactorRules rules,
            FormTokens tokens,
            Cookies cookies,
            CurrentAuthentication currentAuthentication) {
        super(tokens, cookies, currentAuthentication);
        this.disableTotp = disableTotp;
        this.factors = factors;
        this.rules = rules;
    }

    record Disabled(boolean enabled) {}

    @GET
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> page() {
        Full full = currentAuthentication().full();
        return factors.of(full.session().subject()).map(found -> {
            if (!found.app()) {
                return seeOther(SETTINGS);
            }
            return found.passkeys() > 0 && !rules.hasRecentProof(full, found)
                    ? seeOther(ReturnPath.on("/account/confirm", ReturnPath.of(HERE)))
                    : page(200, found, "");
        });
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> disable(@RestForm @Nullable String token) {
        Full full = currentAuthentication().full();
        return Uni.createFrom()
                .deferred(() -> disableTotp.byCode(full, text(token), browser()))
                .map(done -> seeOther(SETTINGS))
                .onFailure(ProblemRefusal.class)
                .recoverWithUni(failure -> refused(full, (ProblemRefusal) failure));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Disabled> disable(@Nullable JsonNode json) {
        String token = TokenBody.of(json).token();
        return disableTotp
                .byCode(currentAuthentication().full(), token, browser())
                .map(done -> new Disabled(false));
    }

    private Uni<Response> refused(Full full, ProblemRefusal refusal) {
        if (TotpProblem.NOT_REQUESTED.is(refusal)) {
            return Uni.createFrom().item(seeOther(SETTINGS));
        }
        if (refusal.problem() == Problem.FRESH_PROOF_REQUIRED) {
            return Uni.createFrom().item(seeOther(ReturnPath.on("/account/confirm", ReturnPath.of(HERE))));
        }
        return factors.of(full.session().subject())
                .map(found -> page(refusal.problem().status(), found, asSentence(refusal.detail())));
    }

    private Response page(int status, EnrolledFactors found, String problem) {
        return page(status, new DisableAppPage(formToken(), found.onlyOne(), problem));
    }
}
