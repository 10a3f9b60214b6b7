package dev.albireo.credentials.login;

import dev.albireo.credentials.interaction.Interactions;
import dev.albireo.credentials.interaction.PendingInteraction;
import dev.albireo.credentials.session.Access;
import dev.albireo.credentials.session.Access.Who;
import dev.albireo.credentials.session.CurrentAuthentication;
import dev.albireo.web.BrowserBoundForm;
import dev.albireo.web.Cookies;
import dev.albireo.web.FormTokens;
import dev.albireo.web.PageRefusal;
import dev.albireo.web.ProblemRefusal;
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

/** GET and POST /register: self-registration of users, where the operator enables it. */
@Path("/register")
@Access(Who.ANYONE)
@BrowserBoundForm
class UserRegistrationResource extends PageResource {
    private final UserRegistration registerUser;
    private final UserRegistrationConfig config;
    private final Interactions interactions;

    UserRegistrationResource(
            UserRegistration registerUser,
            UserRegistrationConfig config,
            Interactions interactions,
            FormTokens tokens,
            Cookies cookies,
            CurrentAuthentication currentAuthentication) {
        super(tokens, cookies, currentAuthentication);
        this.registerUser = registerUser;
        this.config = config;
        this.interactions = interactions;
    }

    @GET
    @RequiresCookies
    @Produces(MediaType.TEXT_HTML)
    public Uni<RegisterPage> page(@RestQuery @Nullable String interaction, RoutingContext routing) {
        requireEnabled();
        return interactions
                .forPage(interaction, browser().cookies())
                .invoke(pending -> allowReturn(pending, routing))
                .map(pending -> page(pending, "", "", ""));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> register(
            @RestForm @Nullable String username,
            @RestForm @Nullable String email,
            @RestForm @Nullable String password,
            @RestForm @Nullable String interaction,
            RoutingContext routing) {
        requireEnabled();
        String name = text(username);
        return interactions
                .forPage(interaction, browser().cookies())
                .invoke(pending -> allowReturn(pending, routing))
                .chain(pending -> Uni.createFrom()
                        .deferred(() -> registerUser.register(name, text(email), text(password), pending, browser()))
                        .map(startedSession -> continueTo(startedSession, pending))
                        .onFailure(ProblemRefusal.class)
                        .recoverWithItem(refusal -> refused((ProblemRefusal) refusal, pending, name, text(email))));
    }

    private Response refused(ProblemRefusal refusal, Optional<PendingInteraction> pending, String name, String email) {
        return page(refusal.problem().status(), page(pending, name, email, refusal.detail()));
    }

    private RegisterPage page(Optional<PendingInteraction> pending, String name, String email, String problem) {
        return new RegisterPage(
                formToken(pending),
                pending.map(PendingInteraction::token).orElse(""),
                shortened(name),
                shortened(email),
                registerUser.shortestPassword(),
                problem,
                ClientView.of(pending));
    }

    private void requireEnabled() {
        if (!config.enabled()) {
            throw PageRefusal.of(404, "Page not found", "Ask your administrator for an account.");
        }
    }
}
