package dev.albireo.credentials.login;

import dev.albireo.credentials.factor.FactorLookup;
import dev.albireo.credentials.factor.FactorResult;
import dev.albireo.credentials.factor.FactorResult.FactorAccepted;
import dev.albireo.credentials.factor.FactorResult.FactorRejected;
import dev.albireo.credentials.factor.FactorResult.TooManyAttempts;
import dev.albireo.credentials.factorreset.FactorResetState;
import dev.albireo.credentials.factorreset.FactorResetState.Finishable;
import dev.albireo.credentials.factorreset.FactorResetState.None;
import dev.albireo.credentials.factorreset.FactorResets;
import dev.albireo.credentials.factorreset.FinishFactorReset;
import dev.albireo.credentials.factorreset.RequestFactorReset;
import dev.albireo.credentials.interaction.Interactions;
import dev.albireo.credentials.session.Access;
import dev.albireo.credentials.session.Access.Who;
import dev.albireo.credentials.session.Authentication.Authenticated;
import dev.albireo.credentials.session.CurrentAuthentication;
import dev.albireo.credentials.session.StartSession.StartedSession;
import dev.albireo.web.BrowserBoundForm;
import dev.albireo.web.Cookies;
import dev.albireo.web.FormTokens;
import dev.albireo.web.InPageLanguage;
import dev.albireo.web.PageRefusal;
import dev.albireo.web.ProblemRefusal;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/**
 * GET and POST /login/2fa/reset: a user who has proved the password and has lost every second factor requests that they are removed, and
 * removes them after the waiting period. Without a session, redirects to the login page.
 */
@Path("/login/2fa/reset")
@Access(Who.ANYONE)
@BrowserBoundForm
class FactorResetResource extends PageResource {
    private final FactorLookup factors;
    private final FactorResets resets;
    private final RequestFactorReset request;
    private final FinishFactorReset finish;
    private final VerifyPassword verifyPassword;
    private final Interactions interactions;
    private final LoginMessages messages;

    FactorResetResource(
            FactorLookup factors,
            FactorResets resets,
            RequestFactorReset request,
            FinishFactorReset finish,
            VerifyPassword verifyPassword,
            Interactions interactions,
            @InPageLanguage LoginMessages messages,
            FormTokens tokens,
            Cookies cookies,
            CurrentAuthentication currentAuthentication) {
        super(tokens, cookies, currentAuthentication);
        this.factors = factors;
        this.resets = resets;
        this.request = request;
        this.finish = finish;
        this.verifyPassword = verifyPassword;
        this.interactions = interactions;
        this.messages = messages;
    }

    /** The state that the page shows, and where the sign-in goes on. */
    private record Step(Authenticated present, Continuation continuation, FactorResetState state) {}

    @GET
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> page(
            @RestQuery @Nullable String interaction,
            @RestQuery("redirect_to") @Nullable String returnTo,
            RoutingContext routing) {
        return whereOffered(interaction, returnTo, routing, step -> page(200, step, ""));
    }

    /** Requests the removal or, after the waiting period, finishes it; otherwise the page shows the state. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> proceed(
            @RestForm @Nullable String password,
            @RestForm @Nullable String interaction,
            @RestForm("redirect_to") @Nullable String returnTo,
            RoutingContext routing) {
        return whereOffered(interaction, returnTo, routing, step -> switch (step.state()) {
            case None none
            when password == null && resets.hasRecentPassword(step.present()) ->
                orProblem(
                        step,
                        () -> request.request(step.present(), browser())
                                .replaceWith(seeOther(step.continuation().toReset())));
            case None none ->
                proved(
                        step,
                        password,
                        started -> request.request(started.authentication(), browser())
                                .replaceWith(
                                        withCookie(started, step.continuation().toReset())));
            case Finishable finishable ->
                proved(
                        step,
                        password,
                        started -> finish.finish(
                                        started.authentication(),
                                        step.continuation().pending(),
                                        browser())
                                .map(renewed -> continueTo(renewed, step.continuation())));
            default -> page(200, step, "");
        });
    }

    /** Continues with the session that has proved the password. */
    private Uni<Response> proved(Step step, @Nullable String password, Function<StartedSession, Uni<Response>> then) {
        Uni<FactorResult<StartedSession>> proof = verifyPassword.prove(
                step.present(), text(password), step.continuation().pending(), browser());
        return proof.chain(outcome -> switch (outcome) {
            case FactorAccepted<StartedSession>(StartedSession started) ->
                then.apply(started)
                        .onFailure(ProblemRefusal.class)
                        .recoverWithUni(failure ->
                                refused(step, (ProblemRefusal) failure).map(page -> withNewCookie(page, started)));
            case FactorRejected<StartedSession> wrong -> page(401, step, messages.wrongPassword());
            case TooManyAttempts<StartedSession> tooMany -> page(429, step, messages.tooManyAttempts());
        });
    }

    private Uni<Response> orProblem(Step step, Supplier<Uni<Response>> action) {
        return Uni.createFrom()
                .deferred(action::get)
                .onFailure(ProblemRefusal.class)
                .recoverWithUni(failure -> refused(step, (ProblemRefusal) failure));
    }

    /** The page shows the state as it is after the refusal. */
    private Uni<Response> refused(Step step, ProblemRefusal refusal) {
        return resets.stateOf(step.present().session().subject())
                .chain(state -> page(
                        refusal.problem().status(),
                        new Step(step.present(), step.continuation(), state),
                        asSentence(refusal.detail())));
    }

    private Uni<Response> whereOffered(
            @Nullable String interaction,
            @Nullable String returnTo,
            RoutingContext routing,
            Function<Step, Uni<Response>> then) {
        return interactions
                .forPage(interaction, browser().cookies())
                .invoke(pending -> allowReturn(pending, routing))
                .map(pending -> Continuation.of(pending, returnTo))
                .chain(continuation -> currentAuthentication()
                        .present()
                        .filter(present -> continuation
                                .pending()
                                .filter(p -> p.isForAnother(present.user().subject()))
                                .isEmpty())
                        .map(present -> where(present, continuation, then))
                        .orElseGet(() -> Uni.createFrom().item(seeOther(continuation.toLogin()))));
    }

    /** A session with a second factor goes on; so does one whose user has none. */
    private Uni<Response> where(Authenticated present, Continuation continuation, Function<Step, Uni<Response>> then) {
        return factors.of(present.session().subject()).chain(found -> {
            if (found.none() || present.session().proofs().mfaVerified()) {
                return Uni.createFrom().item(seeOther(continuation.toSecondFactor()));
            }
            if (!resets.offers(present, found)) {
                throw PageRefusal.of(
                                404, "Your second step cannot be removed here", "Ask your administrator to reset it.")
                        .withLink("Back to the sign-in", continuation.toSecondFactor());
            }
            return resets.stateOf(present.session().subject())
                    .chain(state -> then.apply(new Step(present, continuation, state)));
        });
    }

    private Uni<Response> page(int status, Step step, String problem) {
        return Uni.createFrom()
                .item(() -> page(
                        status,
                        FactorResetPage.of(
                                formToken(step.continuation().pending()),
                                step.continuation(),
                                step.present().user().username(),
                                step.state(),
                                resets.hasRecentPassword(step.present()),
                                problem)));
    }
}
