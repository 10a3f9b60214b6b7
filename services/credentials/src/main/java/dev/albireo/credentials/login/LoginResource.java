package dev.albireo.credentials.login;

import dev.albireo.credentials.factor.FactorResult;
import dev.albireo.credentials.factor.FactorResult.FactorAccepted;
import dev.albireo.credentials.factor.FactorResult.FactorRejected;
import dev.albireo.credentials.factor.FactorResult.TooManyAttempts;
import dev.albireo.credentials.interaction.Interactions;
import dev.albireo.credentials.interaction.PendingInteraction;
import dev.albireo.credentials.session.Access;
import dev.albireo.credentials.session.Access.Who;
import dev.albireo.credentials.session.CurrentAuthentication;
import dev.albireo.credentials.session.StartSession.StartedSession;
import dev.albireo.web.BrowserBoundForm;
import dev.albireo.web.Cookies;
import dev.albireo.web.FormTokens;
import dev.albireo.web.RequiresCookies;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
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

/** GET and POST /login: the first factor. */
@Path("/login")
@Access(Who.ANYONE)
@BrowserBoundForm
class LoginResource extends PageResource {
    private static final String WRONG = "That name and password do not match an account. Check both and try again.";
    private static final String TOO_MANY =
            "That name and password do not match an account, or there were too many tries. Wait five minutes, then try again.";

    private final PasswordSignIn signIn;
    private final Interactions interactions;
    private final OfferedRegistration registration;

    LoginResource(
            PasswordSignIn signIn,
            Interactions interactions,
            OfferedRegistration registration,
            FormTokens tokens,
            Cookies cookies,
            CurrentAuthentication currentAuthentication) {
        super(tokens, cookies, currentAuthentication);
        this.signIn = signIn;
        this.interactions = interactions;
        this.registration = registration;
    }

    @GET
    @RequiresCookies
    @Produces(MediaType.TEXT_HTML)
    public Uni<LoginPage> page(
            @RestQuery @Nullable String interaction,
            @RestQuery("login_hint") @Nullable String hint,
            @RestQuery("redirect_to") @Nullable String returnTo,
            RoutingContext routing) {
        return interactions
                .forPage(interaction, browser().cookies())
                .invoke(pending -> allowReturn(pending, routing))
                .map(pending -> page(Continuation.of(pending, returnTo), name(pending, hint), ""));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> signIn(
            @RestForm @Nullable String username,
            @RestForm @Nullable String password,
            @RestForm @Nullable String interaction,
            @RestForm("redirect_to") @Nullable String returnTo,
            RoutingContext routing) {
        String name = text(username);
        return interactions
                .forPage(interaction, browser().cookies())
                .invoke(pending -> allowReturn(pending, routing))
                .chain(pending -> signIn.signIn(name, text(password), pending, browser())
                        .map(outcome -> response(outcome, Continuation.of(pending, returnTo), name)));
    }

    private Response response(FactorResult<StartedSession> outcome, Continuation continuation, String name) {
        return switch (outcome) {
            case FactorAccepted<StartedSession>(StartedSession startedSession) ->
                continueTo(startedSession, continuation);
            case FactorRejected<StartedSession> wrong -> page(401, page(continuation, name, WRONG));
            case TooManyAttempts<StartedSession> tooMany -> page(429, page(continuation, name, TOO_MANY));
        };
    }

    private LoginPage page(Continuation continuation, String name, String problem) {
        return new LoginPage(
                formToken(continuation.pending()),
                continuation.interaction(),
                continuation.returnTo(),
                shortened(name),
                problem,
                ClientView.of(continuation.pending()),
                registration.mode().isSelfService());
    }

    private static String name(Optional<PendingInteraction> pending, @Nullable String hint) {
        return pending.flatMap(p -> p.request().loginHint()).orElse(text(hint));
    }
}
