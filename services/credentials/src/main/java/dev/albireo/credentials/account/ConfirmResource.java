package dev.albireo.credentials.account;

import dev.albireo.credentials.code.SubmittedCode;
import dev.albireo.credentials.factor.FactorLookup;
import dev.albireo.credentials.factor.FactorResult;
import dev.albireo.credentials.factor.FactorResult.FactorAccepted;
import dev.albireo.credentials.factor.FactorResult.FactorRejected;
import dev.albireo.credentials.factor.FactorResult.TooManyAttempts;
import dev.albireo.credentials.login.PageResource;
import dev.albireo.credentials.login.VerifyCode;
import dev.albireo.credentials.login.VerifyPassword;
import dev.albireo.credentials.session.Authentication.Full;
import dev.albireo.credentials.session.CurrentAuthentication;
import dev.albireo.credentials.session.ReturnPath;
import dev.albireo.credentials.session.StartSession.StartedSession;
import dev.albireo.web.Cookies;
import dev.albireo.web.FormTokens;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** GET and POST /account/confirm: requests the strongest factor once more before a change, then returns to the page of the change. */
@Path("/account/confirm")
class ConfirmResource extends PageResource {
    private static final String WRONG = "That was not right. Check it and try again; a code is good once.";
    private static final String TOO_MANY = "Too many failed attempts. Wait an hour, or sign in again.";

    private final FactorLookup factors;
    private final VerifyPassword provePassword;
    private final VerifyCode proveCode;

    ConfirmResource(
            FactorLookup factors,
            VerifyPassword provePassword,
            VerifyCode proveCode,
            FormTokens tokens,
            Cookies cookies,
            CurrentAuthentication currentAuthentication) {
        super(tokens, cookies, currentAuthentication);
        this.factors = factors;
        this.provePassword = provePassword;
        this.proveCode = proveCode;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> page(@RestQuery("redirect_to") @Nullable String returnTo) {
        return page(200, ReturnPath.of(returnTo), "");
    }

    /** Handles the password, or a code where one is sent; a passkey is proved by script. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> confirm(
            @RestForm @Nullable String password,
            @RestForm @Nullable String token,
            @RestForm("redirect_to") @Nullable String returnTo) {
        Full full = currentAuthentication().full();
        Optional<String> page = ReturnPath.of(returnTo);
        Uni<FactorResult<StartedSession>> proof = token == null
                ? provePassword.prove(full, text(password), Optional.empty(), browser())
                : proveCode.prove(full, SubmittedCode.of(token), Optional.empty(), browser());
        return proof.chain(outcome -> switch (outcome) {
            case FactorAccepted<StartedSession>(StartedSession startedSession) ->
                Uni.createFrom().item(withCookie(startedSession, page.orElse("/account")));
            case FactorRejected<StartedSession> wrong -> page(401, page, WRONG);
            case TooManyAttempts<StartedSession> tooMany -> page(429, page, TOO_MANY);
        });
    }

    private Uni<Response> page(int status, Optional<String> returnTo, String problem) {
        Full full = currentAuthentication().full();
        return factors.of(full.session().subject())
                .map(found -> page(
                        status,
                        new ConfirmPage(
                                formToken(),
                                full.user().username(),
                                found.strongest().name(),
                                problem,
                                returnTo.orElse(""))));
    }
}
