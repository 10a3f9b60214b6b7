package dev.albireo.credentials.login;

import dev.albireo.credentials.session.Access;
import dev.albireo.credentials.session.Access.Who;
import dev.albireo.credentials.session.Authentication.Authenticated;
import dev.albireo.credentials.session.CurrentAuthentication;
import dev.albireo.credentials.session.EndSession;
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
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;

/** GET /auth/login, an alias of two endpoints; GET and POST /auth/logout. */
@Path("/auth")
@Access(Who.ANYONE)
class AuthResource extends PageResource {
    private final EndSession endSession;

    AuthResource(
            EndSession endSession, FormTokens tokens, Cookies cookies, CurrentAuthentication currentAuthentication) {
        super(tokens, cookies, currentAuthentication);
        this.endSession = endSession;
    }

    /** With a {@code client_id} it is an authorization request, otherwise the login page. */
    @GET
    @Path("/login")
    @Produces(MediaType.TEXT_HTML)
    public Response login(UriInfo uri) {
        boolean request = uri.getQueryParameters().containsKey("client_id");
        return seeOther(request ? "/authorize?" + uri.getRequestUri().getRawQuery() : "/login");
    }

    @GET
    @Path("/logout")
    @Produces(MediaType.TEXT_HTML)
    public SignOutPage confirm() {
        String name = currentAuthentication()
                .present()
                .map(present -> present.user().username())
                .orElse("");
        return new SignOutPage(formToken(), name);
    }

    @POST
    @Path("/logout")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> signOut() {
        Optional<Authenticated> present = currentAuthentication().present();
        Uni<Void> ended = present.map(p -> endSession.signOut(p.session(), browser()))
                .orElse(Uni.createFrom().voidItem());
        return ended.map(done -> pageAndNoCookie(new SignOutPage("", "")));
    }
}
