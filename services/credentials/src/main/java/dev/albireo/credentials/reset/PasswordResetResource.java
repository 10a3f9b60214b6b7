package dev.albireo.credentials.reset;

import dev.albireo.credentials.login.PageResource;
import dev.albireo.credentials.password.PasswordOwner;
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
        return reset.ownerOf(text(token)).map(owner -> page(text(token), owner, ""));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> change(@RestForm @Nullable String token, @RestForm @Nullable String password) {
        String link = text(token);
        return reset.ownerOf(link)
                .chain(owner -> Uni.createFrom()
                        .deferred(() -> reset.reset(link, owner, text(password), browser()))
                        .map(done -> page(200, PasswordResetPage.done()))
                        .onFailure(ProblemRefusal.class)
                        .recoverWithItem(failure -> refused((ProblemRefusal) failure, link, owner)));
    }

    private Response refused(ProblemRefusal refusal, String token, PasswordOwner owner) {
        return page(refusal.problem().status(), page(token, owner, asSentence(refusal.detail())));
    }

    private PasswordResetPage page(String token, PasswordOwner owner, String problem) {
        return new PasswordResetPage(
                formToken(Optional.empty()), token, owner.username(), reset.shortest(owner), false, problem);
    }
}
