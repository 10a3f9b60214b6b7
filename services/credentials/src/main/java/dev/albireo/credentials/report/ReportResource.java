package dev.albireo.credentials.report;

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
 * GET and POST /account/report: the page of the link of a notice, where a user reports that it was not them. It needs no sign-in, because the
 * user may no longer be able to. GET changes nothing, because programs that check mails open links.
 */
@Path("/account/report")
@Access(Who.ANYONE)
@BrowserBoundForm
class ReportResource extends PageResource {
    private final ReportAccount report;

    ReportResource(
            ReportAccount report, FormTokens tokens, Cookies cookies, CurrentAuthentication currentAuthentication) {
        super(tokens, cookies, currentAuthentication);
        this.report = report;
    }

    @GET
    @RequiresCookies
    @Produces(MediaType.TEXT_HTML)
    public Uni<ReportPage> page(@RestQuery @Nullable String token) {
        return report.accountOf(text(token))
                .map(user -> new ReportPage(formToken(Optional.empty()), text(token), user.username(), false));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Uni<ReportPage> report(@RestForm @Nullable String token) {
        return report.report(text(token), browser()).map(done -> new ReportPage("", "", "", true));
    }
}
