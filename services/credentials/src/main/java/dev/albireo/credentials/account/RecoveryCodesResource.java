package dev.albireo.credentials.account;

import dev.albireo.credentials.factor.FactorLookup;
import dev.albireo.credentials.login.PageResource;
import dev.albireo.credentials.recovery.RecoveryNotices;
import dev.albireo.credentials.recovery.RenewRecoveryCodes;
import dev.albireo.credentials.session.Authentication.Full;
import dev.albireo.credentials.session.CurrentAuthentication;
import dev.albireo.credentials.session.ReturnPath;
import dev.albireo.web.Cookies;
import dev.albireo.web.FormShownAt;
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

/** GET and POST /account/recovery-codes: the number of unused codes, and new ones; POST /account/recovery-codes/saved confirms them. */
@Path("/account/recovery-codes")
class RecoveryCodesResource extends PageResource {
    private static final String HERE = "/account/recovery-codes";

    private final RenewRecoveryCodes renew;
    private final RecoveryNotices notices;
    private final FactorLookup factors;

    RecoveryCodesResource(
            RenewRecoveryCodes renew,
            RecoveryNotices notices,
            FactorLookup factors,
            FormTokens tokens,
            Cookies cookies,
            CurrentAuthentication currentAuthentication) {
        super(tokens, cookies, currentAuthentication);
        this.renew = renew;
        this.notices = notices;
        this.factors = factors;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> page() {
        return page(200, "");
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> renew() {
        Full full = currentAuthentication().full();
        return Uni.createFrom()
                .deferred(() -> renew.renew(full, browser()))
                .map(done -> seeOther(HERE))
                .onFailure(ProblemRefusal.class)
                .recoverWithUni(failure -> refused((ProblemRefusal) failure));
    }

    @POST
    @Path("/saved")
    @FormShownAt(HERE)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> saved(@RestForm("redirect_to") @Nullable String returnTo) {
        return notices.acknowledge(currentAuthentication().full().session().id())
                .map(done -> seeOther(ReturnPath.of(returnTo).orElse("/account")));
    }

    private Uni<Response> refused(ProblemRefusal refusal) {
        return refusal.problem() == Problem.FRESH_PROOF_REQUIRED
                ? Uni.createFrom().item(seeOther(ReturnPath.on("/account/confirm", ReturnPath.of(HERE))))
                : page(refusal.problem().status(), asSentence(refusal.detail()));
    }

    private Uni<Response> page(int status, String problem) {
        Full full = currentAuthentication().full();
        return factors.of(full.session().subject())
                .chain(found -> notices.of(full.session().id())
                        .map(codes -> page(
                                status,
                                new RecoveryCodesPage(
                                        formToken(),
                                        found.recoveryCodes(),
                                        !found.none(),
                                        problem,
                                        codes,
                                        HERE + "/saved",
                                        "",
                                        ""))));
    }
}
