package dev.albireo.credentials.bootstrap;

import dev.albireo.credentials.login.PageResource;
import dev.albireo.credentials.session.Access;
import dev.albireo.credentials.session.Access.Who;
import dev.albireo.credentials.session.CurrentAuthentication;
import dev.albireo.web.BrowserBoundForm;
import dev.albireo.web.Cookies;
import dev.albireo.web.FormTokens;
import dev.albireo.web.ProblemRefusal;
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
import org.jspecify.annotations.Nullable;

/** GET and POST /account/bootstrap: requires the printed code. */
@Path("/account/bootstrap")
@Access(Who.ANYONE)
@BrowserBoundForm
class BootstrapResource extends PageResource {
    private final CreateFirstAdministrator createAdministrator;

    BootstrapResource(
            CreateFirstAdministrator make,
            FormTokens tokens,
            Cookies cookies,
            CurrentAuthentication currentAuthentication) {
        super(tokens, cookies, currentAuthentication);
        this.createAdministrator = make;
    }

    @GET
    @RequiresCookies
    @Produces(MediaType.TEXT_HTML)
    public BootstrapPage page() {
        return page("", "");
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> createAdministrator(
            @RestForm @Nullable String code, @RestForm @Nullable String username, @RestForm @Nullable String password) {
        return Uni.createFrom()
                .deferred(() -> createAdministrator.create(text(code), text(username), text(password), browser()))
                .map(startedSession -> continueTo(startedSession, Optional.empty()))
                .onFailure(ProblemRefusal.class)
                .recoverWithItem(failure -> refused((ProblemRefusal) failure, text(username)));
    }

    private Response refused(ProblemRefusal refusal, String username) {
        return page(refusal.problem().status(), page(username, refusal.detail() + "."));
    }

    private BootstrapPage page(String username, String problem) {
        return new BootstrapPage(
                formToken(Optional.empty()), shortened(username), createAdministrator.shortestPassword(), problem);
    }
}
