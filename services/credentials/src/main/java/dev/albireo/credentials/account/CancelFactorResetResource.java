package dev.albireo.credentials.account;

import dev.albireo.credentials.factorreset.CancelFactorReset;
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
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/**
 * GET and POST /account/factor-reset: the page of the link that cancels the requested removal of all second factors. It needs no sign-in,
 * because the link can do nothing else. GET changes nothing, because programs that check mails open links.
 */
@Path("/account/factor-reset")
@Access(Who.ANYONE)
@BrowserBoundForm
class CancelFactorResetResource extends PageResource {
    private final CancelFactorReset cancel;

    CancelFactorResetResource(
            CancelFactorReset cancel, FormTokens tokens, Cookies cookies, CurrentAuthentication currentAuthentication) {
        super(tokens, cookies, currentAuthentication);
        this.cancel = cancel;
    }

    @GET
    @RequiresCookies
    @Produces(MediaType.TEXT_HTML)
    public Uni<CancelFactorResetPage> page(@RestQuery @Nullable String token) {
        return cancel.ofLink(text(token))
                .map(reset -> new CancelFactorResetPage(
                        formToken(Optional.empty()),
                        text(token),
                        reset.user().username(),
                        reset.effectiveAt().toString(),
                        false));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Uni<CancelFactorResetPage> cancel(@RestForm @Nullable String token) {
        return cancel.byLink(text(token), browser()).map(done -> new CancelFactorResetPage("", "", "", "", true));
    }
}
