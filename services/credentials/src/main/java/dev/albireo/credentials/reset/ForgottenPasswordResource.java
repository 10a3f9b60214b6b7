package dev.albireo.credentials.reset;

import dev.albireo.credentials.login.PageResource;
import dev.albireo.credentials.session.Access;
import dev.albireo.credentials.session.Access.Who;
import dev.albireo.credentials.session.CurrentAuthentication;
import dev.albireo.web.BrowserBoundForm;
import dev.albireo.web.Cookies;
import dev.albireo.web.FormTokens;
import dev.albireo.web.RequiresCookies;
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

/** GET and POST /login/forgot: requests a link for a new password. The response does not depend on whether there is such an account. */
@Path("/login/forgot")
@Access(Who.ANYONE)
@BrowserBoundForm
class ForgottenPasswordResource extends PageResource {
    private static final String TOO_MANY =
            "Too many emails were requested from your network. Wait ten minutes, then try again.";

    private final ResetRequests requests;

    ForgottenPasswordResource(
            ResetRequests requests, FormTokens tokens, Cookies cookies, CurrentAuthentication currentAuthentication) {
        super(tokens, cookies, currentAuthentication);
        this.requests = requests;
    }

    @GET
    @RequiresCookies
    @Produces(MediaType.TEXT_HTML)
    public ForgottenPasswordPage page(@RestQuery("login_hint") @Nullable String hint) {
        requests.requireMail();
        return page(text(hint), false, "");
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> request(@RestForm @Nullable String username) {
        requests.requireMail();
        return requests.add(text(username), browser())
                .map(added -> added ? page(200, page("", true, "")) : page(429, page(text(username), false, TOO_MANY)));
    }

    private ForgottenPasswordPage page(String name, boolean sent, String problem) {
        return new ForgottenPasswordPage(formToken(Optional.empty()), shortened(name), sent, problem);
    }
}
