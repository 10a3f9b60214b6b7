package dev.albireo.credentials.registration;

import dev.albireo.credentials.interaction.Interactions;
import dev.albireo.credentials.interaction.PendingInteraction;
import dev.albireo.credentials.login.ClientView;
import dev.albireo.credentials.login.OfferedRegistration;
import dev.albireo.credentials.login.PageResource;
import dev.albireo.credentials.registration.UserRegistration.RegistrationForm;
import dev.albireo.credentials.session.Access;
import dev.albireo.credentials.session.Access.Who;
import dev.albireo.credentials.session.CurrentAuthentication;
import dev.albireo.web.BrowserBoundForm;
import dev.albireo.web.Cookies;
import dev.albireo.web.FormTokens;
import dev.albireo.web.PageRefusal;
import dev.albireo.web.ProblemRefusal;
import dev.albireo.web.RequiresCookies;
import dev.albireo.web.UserRegistrationMode;
import io.quarkus.qute.TemplateInstance;
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
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/**
 * GET and POST /register: the registration of users, as far as the operator permits it: the page where they register or request a link, and
 * with {@code token} the page of such a link. GET changes nothing, because programs that check mails open links.
 */
@Path("/register")
@Access(Who.ANYONE)
@BrowserBoundForm
class UserRegistrationResource extends PageResource {
    private static final RegistrationForm NOTHING = new RegistrationForm("", "", "", "", false);

    private final UserRegistration registerUser;
    private final SendRegistrationLink sendLink;
    private final TermsOfUse terms;
    private final OfferedRegistration offered;
    private final Interactions interactions;

    UserRegistrationResource(
            UserRegistration registerUser,
            SendRegistrationLink sendLink,
            TermsOfUse terms,
            OfferedRegistration offered,
            Interactions interactions,
            FormTokens tokens,
            Cookies cookies,
            CurrentAuthentication currentAuthentication) {
        super(tokens, cookies, currentAuthentication);
        this.registerUser = registerUser;
        this.sendLink = sendLink;
        this.terms = terms;
        this.offered = offered;
        this.interactions = interactions;
    }

    @GET
    @RequiresCookies
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> page(
            @RestQuery @Nullable String interaction, @RestQuery @Nullable String token, RoutingContext routing) {
        requirePossible(token != null);
        return token == null
                ? interactions
                        .forPage(interaction, browser().cookies())
                        .invoke(pending -> allowReturn(pending, routing))
                        .map(pending -> page(200, first(pending, NOTHING, "")))
                : registerUser
                        .link(token)
                        .chain(link -> interactions
                                .kept(link.interaction(), browser().cookies())
                                .invoke(pending -> allowReturn(pending, routing))
                                .map(pending -> page(200, completion(token, link, pending, suggestion(link), ""))));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> register(
            @RestForm @Nullable String username,
            @RestForm @Nullable String email,
            @RestForm @Nullable String name,
            @RestForm @Nullable String password,
            @RestForm @Nullable String terms,
            @RestForm @Nullable String token,
            @RestForm @Nullable String interaction,
            RoutingContext routing) {
        requirePossible(token != null);
        RegistrationForm form =
                new RegistrationForm(text(username), text(email), text(name), text(password), terms != null);
        return token == null
                ? interactions
                        .forPage(interaction, browser().cookies())
                        .invoke(pending -> allowReturn(pending, routing))
                        .chain(pending -> answered(form, pending))
                : registerUser
                        .link(token)
                        .chain(link -> interactions
                                .kept(link.interaction(), browser().cookies())
                                .invoke(pending -> allowReturn(pending, routing))
                                .chain(pending -> completed(token, link, form, pending)));
    }

    private Uni<Response> answered(RegistrationForm form, Optional<PendingInteraction> pending) {
        return orPage(
                () -> offered.mode() == UserRegistrationMode.OPEN
                        ? registerUser
                                .register(form, pending, browser())
                                .map(startedSession -> continueTo(startedSession, pending))
                        : sendLink.request(form.email(), form.name(), pending, browser())
                                .map(sent -> page(200, request(pending, form, true, ""))),
                problem -> first(pending, form, problem));
    }

    private Uni<Response> completed(
            String token, RegistrationLink link, RegistrationForm form, Optional<PendingInteraction> pending) {
        return orPage(
                () -> registerUser
                        .complete(token, form, pending, browser())
                        .map(startedSession -> continueTo(startedSession, pending)),
                problem -> completion(token, link, pending, form, problem));
    }

    /** Returns the response of a form, or its page again with what is wrong. */
    private static Uni<Response> orPage(Supplier<Uni<Response>> response, Function<String, TemplateInstance> page) {
        return Uni.createFrom()
                .deferred(response::get)
                .onFailure(ProblemRefusal.class)
                .recoverWithItem(failure -> {
                    ProblemRefusal refusal = (ProblemRefusal) failure;
                    return page(refusal.problem().status(), page.apply(asSentence(refusal.detail())));
                });
    }

    private TemplateInstance first(Optional<PendingInteraction> pending, RegistrationForm form, String problem) {
        return offered.mode() == UserRegistrationMode.OPEN
                ? new RegisterPage(
                        formToken(pending),
                        pending.map(PendingInteraction::token).orElse(""),
                        shortened(form.username()),
                        shortened(form.email()),
                        registerUser.shortestPassword(),
                        terms.link(),
                        offered.withPasskey(),
                        problem,
                        ClientView.of(pending))
                : request(pending, form, false, problem);
    }

    private RequestRegistrationPage request(
            Optional<PendingInteraction> pending, RegistrationForm form, boolean sent, String problem) {
        return new RequestRegistrationPage(
                formToken(pending),
                pending.map(PendingInteraction::token).orElse(""),
                shortened(form.email().strip()),
                shortened(form.name()),
                sent,
                problem,
                ClientView.of(pending));
    }

    private CompleteRegistrationPage completion(
            String token,
            RegistrationLink link,
            Optional<PendingInteraction> pending,
            RegistrationForm form,
            String problem) {
        return new CompleteRegistrationPage(
                formToken(Optional.empty()),
                token,
                link.email(),
                shortened(form.username()),
                shortened(form.name()),
                registerUser.shortestPassword(),
                terms.link(),
                offered.withPasskey(),
                problem,
                ClientView.of(pending));
    }

    private static RegistrationForm suggestion(RegistrationLink link) {
        return new RegistrationForm("", link.email(), link.name(), "", false);
    }

    private void requirePossible(boolean byLink) {
        if (byLink
                ? offered.mode() == UserRegistrationMode.CLOSED
                : !offered.mode().isSelfService()) {
            throw PageRefusal.of(404, "Page not found", "Ask your administrator for an account.");
        }
    }
}
