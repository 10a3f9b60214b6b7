package dev.albireo.credentials.login;

import dev.albireo.credentials.factor.ScriptProblems;
import dev.albireo.credentials.interaction.PendingInteraction;
import dev.albireo.credentials.session.BrowserInfo;
import dev.albireo.credentials.session.CurrentAuthentication;
import dev.albireo.credentials.session.StartSession.StartedSession;
import dev.albireo.outbox.CarriedSessions;
import dev.albireo.web.ContentSecurity;
import dev.albireo.web.Cookies;
import dev.albireo.web.FormTokens;
import io.quarkus.qute.TemplateInstance;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The common parts of the resources of pages. */
public abstract class PageResource {
    private static final int MAX_SHOWN_LENGTH = 254;

    private final FormTokens tokens;
    private final Cookies cookies;
    private final CurrentAuthentication currentAuthentication;

    protected PageResource(FormTokens tokens, Cookies cookies, CurrentAuthentication currentAuthentication) {
        this.tokens = tokens;
        this.cookies = cookies;
        this.currentAuthentication = currentAuthentication;
    }

    protected CurrentAuthentication currentAuthentication() {
        return currentAuthentication;
    }

    protected BrowserInfo browser() {
        return currentAuthentication.browser();
    }

    /** Returns the token of a form for the current session. */
    protected String formToken() {
        return tokens.token(browser().cookie(), Optional.empty());
    }

    /** Returns the token of a {@link dev.albireo.web.BrowserBoundForm} for this browser and, where there is one, this request. */
    protected String formToken(Optional<PendingInteraction> pending) {
        return tokens.token(browser().cookies(), pending.map(PendingInteraction::token));
    }

    /** Permits the page's form to redirect to the pending client, and the page to show its logo. */
    protected static void allowReturn(Optional<PendingInteraction> pending, RoutingContext routing) {
        pending.ifPresent(p -> ContentSecurity.allowCrossOriginForms(routing));
        Optional.of(ClientView.of(pending).logo())
                .filter(logo -> !logo.isEmpty())
                .ifPresent(logo -> ContentSecurity.allowImage(routing, logo));
    }

    protected static Response page(int status, TemplateInstance page) {
        return Response.status(status)
                .type("text/html;charset=UTF-8")
                .entity(page)
                .build();
    }

    /** Returns the page, and deletes the session cookie. */
    protected Response pageAndNoCookie(TemplateInstance page) {
        return Response.ok(page, "text/html;charset=UTF-8")
                .header(HttpHeaders.SET_COOKIE, cookies.endSession())
                .build();
    }

    /** Returns the new cookie and a redirect: to the second factor if one is missing, otherwise to the request or the account. */
    protected Response continueTo(StartedSession startedSession, Optional<PendingInteraction> pending) {
        return continueTo(startedSession, new Continuation(pending, Optional.empty()));
    }

    /** As above, or to the page that the user came from. */
    protected Response continueTo(StartedSession startedSession, Continuation continuation) {
        ResponseBuilder response = redirectWithCookie(
                startedSession,
                startedSession.authentication().session().partial()
                        ? continuation.toSecondFactor()
                        : continuation.path());
        startedSession
                .carriedTo(continuation.pending())
                .map(carried -> cookies.carriedSession(carried, CarriedSessions.LIFETIME))
                .ifPresent(cookie -> response.header(HttpHeaders.SET_COOKIE, cookie));
        return response.build();
    }

    /** Returns the new cookie and a redirect to a path of this server. */
    protected Response withCookie(StartedSession startedSession, String path) {
        return redirectWithCookie(startedSession, path).build();
    }

    /** Returns a response with the new cookie. */
    protected Response withNewCookie(Response response, StartedSession startedSession) {
        return Response.fromResponse(response)
                .header(
                        HttpHeaders.SET_COOKIE,
                        cookies.session(startedSession.cookie(), startedSession.cookieLifetime()))
                .build();
    }

    private ResponseBuilder redirectWithCookie(StartedSession startedSession, String path) {
        return redirect(path)
                .header(
                        HttpHeaders.SET_COOKIE,
                        cookies.session(startedSession.cookie(), startedSession.cookieLifetime()));
    }

    /** Returns the new cookie and a JSON response. */
    protected Response responseWithCookie(StartedSession startedSession, Object json) {
        return Response.ok(json, MediaType.APPLICATION_JSON)
                .header(
                        HttpHeaders.SET_COOKIE,
                        cookies.session(startedSession.cookie(), startedSession.cookieLifetime()))
                .build();
    }

    /** Returns the detail of an error as a sentence. */
    protected static String asSentence(String detail) {
        return ScriptProblems.asSentence(detail);
    }

    /** Returns a redirect to a path of this server. */
    protected static Response seeOther(String path) {
        return redirect(path).build();
    }

    /** Returns the typed text, or an empty one. */
    protected static String text(@Nullable String submitted) {
        return submitted == null ? "" : submitted;
    }

    /** Returns the typed text, shortened for display. */
    protected static String shortened(String submitted) {
        return submitted.substring(0, Math.min(submitted.length(), MAX_SHOWN_LENGTH));
    }

    /** The path stays relative, because the framework would complete it from the request's Host. */
    private static ResponseBuilder redirect(String path) {
        return Response.status(Response.Status.SEE_OTHER).header(HttpHeaders.LOCATION, path);
    }
}
