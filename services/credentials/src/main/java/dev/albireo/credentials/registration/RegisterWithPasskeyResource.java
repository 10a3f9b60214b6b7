package dev.albireo.credentials.registration;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.albireo.credentials.factor.ScriptProblems;
import dev.albireo.credentials.interaction.Interactions;
import dev.albireo.credentials.interaction.PendingInteraction;
import dev.albireo.credentials.login.OfferedRegistration;
import dev.albireo.credentials.login.PageResource;
import dev.albireo.credentials.registration.RegisterWithPasskey.RegisteredUser;
import dev.albireo.credentials.session.Access;
import dev.albireo.credentials.session.Access.Who;
import dev.albireo.credentials.session.CurrentAuthentication;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.web.BrowserCookies;
import dev.albireo.web.Cookies;
import dev.albireo.web.FormTokens;
import dev.albireo.web.Problem;
import dev.albireo.web.UserRegistrationMode;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * POST /webauthn/new-account/start and /finish: the registration of a user with a passkey instead of a password, by the script of the pages
 * of /register. A challenge is bound to the browser that requested it, by its browser cookie, which is set here if it has none.
 */
@Path("/webauthn/new-account")
@Access(Who.ANYONE)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class RegisterWithPasskeyResource extends PageResource {
    private final RegisterWithPasskey registerWithPasskey;
    private final OfferedRegistration offered;
    private final Interactions interactions;
    private final Cookies cookies;

    RegisterWithPasskeyResource(
            RegisterWithPasskey registerWithPasskey,
            OfferedRegistration offered,
            Interactions interactions,
            FormTokens tokens,
            Cookies cookies,
            CurrentAuthentication currentAuthentication) {
        super(tokens, cookies, currentAuthentication);
        this.registerWithPasskey = registerWithPasskey;
        this.offered = offered;
        this.interactions = interactions;
        this.cookies = cookies;
    }

    record NewAccountResponse(
            boolean verified, @JsonProperty("redirect_to") String redirectTo) {}

    @POST
    @Path("/start")
    public Uni<Response> start(@Nullable String body) {
        return ScriptProblems.inWords(() -> {
            PasskeyRegistrationBody parsed = possible(body);
            BrowserCookies before = browser().cookies();
            OpaqueToken cookie = before.first().orElseGet(cookies::newBrowser);
            return pending(parsed)
                    .chain(pending -> registerWithPasskey.link(parsed))
                    .chain(link ->
                            registerWithPasskey.start(parsed, link, browser().with(before.orElse(cookie))))
                    .map(options -> Response.ok("{\"options\":" + options + "}")
                            .header(HttpHeaders.SET_COOKIE, before.isEmpty() ? cookies.browser(cookie) : null)
                            .build());
        });
    }

    @POST
    @Path("/finish")
    public Uni<Response> finish(@Nullable String body) {
        return ScriptProblems.inWords(() -> {
            PasskeyRegistrationBody parsed = possible(body);
            return registerWithPasskey
                    .link(parsed)
                    .chain(link -> link.map(found -> interactions.kept(
                                    found.interaction(), browser().cookies()))
                            .orElseGet(() -> pending(parsed))
                            .chain(pending -> registerWithPasskey
                                    .finish(parsed, link, pending, browser())
                                    .map(registered -> response(registered, pending))));
        });
    }

    private Uni<Optional<PendingInteraction>> pending(PasskeyRegistrationBody body) {
        return interactions.forScript(body.interaction(), browser().cookies());
    }

    private Response response(RegisteredUser registered, Optional<PendingInteraction> pending) {
        boolean further = !registered.codes().list().isEmpty()
                || registered.startedSession().authentication().session().partial();
        return responseWithCookie(
                registered.startedSession(),
                new NewAccountResponse(
                        true,
                        further
                                ? PendingInteraction.toSecondFactor(pending)
                                : PendingInteraction.continueUrl(pending)));
    }

    /** Returns the body of a registration that is offered here; otherwise rejected with {@code NOT_FOUND}. */
    private PasskeyRegistrationBody possible(@Nullable String body) {
        if (!offered.withPasskey()) {
            throw Problem.NOT_FOUND.because("users cannot register with a passkey here");
        }
        PasskeyRegistrationBody parsed = PasskeyRegistrationBody.parse(body);
        if (parsed.token().isEmpty() && offered.mode() != UserRegistrationMode.OPEN) {
            throw Problem.NOT_FOUND.because("users register by a link here; open the one of your email");
        }
        return parsed;
    }
}
