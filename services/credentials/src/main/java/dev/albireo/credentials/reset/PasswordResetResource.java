package dev.albireo.credentials.reset;

import dev.albireo.credentials.login.PageResource;
import dev.albireo.credentials.reset.ResetPassword.OpenedLink;
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
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** GET and POST /login/reset: the page of a link for a new password. GET changes nothing, because programs that check mails open links. */
@Path("/login/reset")
@Access(Who.ANYONE)
@BrowserBoundForm
class PasswordResetResource extends PageResource {
    private final ResetPassword reset;

    PasswordResetResource(
            ResetPassword reset, FormTokens tokens, Cookies cookies, CurrentAuthentication currentAuthentication) {
        super(tokens, cookies, currentAuthentication);
        this.reset = reset;
    }

    @GET
    @RequiresCookies
    @Produces(MediaType.TEXT_HTML)
    public Uni<PasswordResetPage> page(@RestQuery @Nullable String token) {
        return reset.open(text(token)).map(opened -> page(opened, ""));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> change(@RestForm @Nullable String token, @RestForm @Nullable String password) {
        return reset.open(text(token))
                .chain(opened -> Uni.createFrom()
                        .deferred(() -> reset.reset(opened, text(password), browser()))
                        .map(done -> page(200, PasswordResetPage.done()))
                        .onFailure(ProblemRefusal.class)
                        .recoverWithItem(failure -> refused((ProblemRefusal) failure, opened)));
    }

    private Response refused(ProblemRefusal refusal, OpenedLink opened) {
        return page(refusal.problem().status(), page(opened, asSentence(refusal.detail())));
    }

    private PasswordResetPage page(OpenedLink opened, String problem) {
        return new PasswordResetPage(
                formToken(Optional.empty()),
                opened.token(),
                opened.owner().username(),
                reset.shortest(opened.owner()),
                false,
                problem);
    }
}
