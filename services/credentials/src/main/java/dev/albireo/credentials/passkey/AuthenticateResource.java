package dev.albireo.credentials.passkey;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.albireo.credentials.factor.ScriptProblems;
import dev.albireo.credentials.interaction.Interactions;
import dev.albireo.credentials.interaction.PendingInteraction;
import dev.albireo.credentials.session.Access;
import dev.albireo.credentials.session.Access.Who;
import dev.albireo.credentials.session.CurrentAuthentication;
import dev.albireo.credentials.session.StartSession.StartedSession;
import dev.albireo.outbox.CarriedSessions;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.web.BrowserCookies;
import dev.albireo.web.Cookies;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * POST /webauthn/authenticate/start and /finish: sign-in with a passkey as the first factor. A challenge is bound to the browser that
 * requested it, by its browser cookie, which is set here if it has none.
 */
@Path("/webauthn/authenticate")
@Access(Who.ANYONE)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class AuthenticateResource {
    private final AuthenticateByPasskey authenticate;
    private final Interactions interactions;
    private final CurrentAuthentication currentAuthentication;
    private final Cookies cookies;

    AuthenticateResource(
            AuthenticateByPasskey authenticate,
            Interactions interactions,
            CurrentAuthentication currentAuthentication,
            Cookies cookies) {
        this.authenticate = authenticate;
        this.interactions = interactions;
        this.currentAuthentication = currentAuthentication;
        this.cookies = cookies;
    }

    record SignInResponse(
            boolean verified, @JsonProperty("redirect_to") String redirectTo) {}

    @POST
    @Path("/start")
    public Uni<Response> start(@Nullable String body) {
        CeremonyBody.parse(body);
        BrowserCookies before = currentAuthentication.browser().cookies();
        OpaqueToken browser = before.first().orElseGet(cookies::newBrowser);
        return ScriptProblems.inWords(() -> authenticate.start(currentAuthentication.browser(), before.orElse(browser)))
                .map(options -> Response.ok("{\"options\":" + options + "}")
                        .header(HttpHeaders.SET_COOKIE, before.isEmpty() ? cookies.browser(browser) : null)
                        .build());
    }

    @POST
    @Path("/finish")
    public Uni<Response> finish(@Nullable String body) {
        CeremonyBody parsed = CeremonyBody.parse(body);
        return ScriptProblems.inWords(() -> interactions
                .forScript(parsed.interaction(), currentAuthentication.browser().cookies())
                .chain(pending -> authenticate
                        .finish(parsed, pending, currentAuthentication.browser())
                        .map(startedSession -> response(startedSession, pending))));
    }

    private Response response(StartedSession startedSession, Optional<PendingInteraction> pending) {
        String next = startedSession.authentication().session().partial()
                ? PendingInteraction.toSecondFactor(pending)
                : PendingInteraction.continueUrl(pending);
        ResponseBuilder response = Response.ok(new SignInResponse(true, next))
                .header(
                        HttpHeaders.SET_COOKIE,
                        cookies.session(startedSession.cookie(), startedSession.cookieLifetime()));
        startedSession
                .carriedTo(pending)
                .map(carried -> cookies.carriedSession(carried, CarriedSessions.LIFETIME))
                .ifPresent(cookie -> response.header(HttpHeaders.SET_COOKIE, cookie));
        return response.build();
    }
}
