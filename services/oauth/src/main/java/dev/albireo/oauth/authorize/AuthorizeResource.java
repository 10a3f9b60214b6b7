package dev.albireo.oauth.authorize;

import dev.albireo.oauth.param.Parameters;
import dev.albireo.oauth.theme.ClientThemes;
import dev.albireo.outbox.CarriedSession;
import dev.albireo.outbox.CarriedSessions;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import dev.albireo.web.ClientAddress;
import dev.albireo.web.ContentSecurity;
import dev.albireo.web.Cookies;
import dev.albireo.web.CrossSite;
import dev.albireo.web.Form;
import dev.albireo.web.PageLanguage;
import dev.albireo.web.PageNotice;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/** The authorization endpoint (RFC 6749 section 3.1): a new request by GET or POST, or the return to a stored one. */
@Path("/authorize")
class AuthorizeResource {
    private final AuthorizationFlow authorize;
    private final Cookies cookies;
    private final CarriedSessions carried;
    private final ClientAddress address;
    private final ClientThemes theme;
    private final PageLanguage language;
    private final Clock clock;

    AuthorizeResource(
            AuthorizationFlow authorize,
            Cookies cookies,
            CarriedSessions carried,
            ClientAddress address,
            ClientThemes theme,
            PageLanguage language,
            Clock clock) {
        this.authorize = authorize;
        this.cookies = cookies;
        this.carried = carried;
        this.address = address;
        this.theme = theme;
        this.language = language;
        this.clock = clock;
    }

    @GET
    public Uni<Response> get(HttpHeaders headers, RoutingContext routing) {
        Form query = Parameters.recognized(Form.ofQuery(routing));
        return theme.onRefusal(() -> next(query, headers, routing), query.optional("client_id"), routing);
    }

    private Uni<Response> next(Form query, HttpHeaders headers, RoutingContext routing) {
        String interaction = query.text("interaction");
        if (OpaqueToken.parse(OpaqueTokenType.DEVICE_VISIT, interaction).isPresent()) {
            return Uni.createFrom().item(redirect(BrowserRedirect.to("/device?interaction=" + interaction)));
        }
        if (!interaction.isEmpty() && cookies.carriedSession(headers).isPresent()) {
            return resume(interaction, query, headers, routing)
                    .map(response -> Response.fromResponse(response)
                            .header(HttpHeaders.SET_COOKIE, cookies.endCarriedSession())
                            .build());
        }
        return interaction.isEmpty()
                ? noticed(authorize.begin(query, context(Optional.empty(), headers, routing)), query, routing)
                : resume(interaction, query, headers, routing);
    }

    /** The session that the browser carries is stored by what follows, so it carries it once. */
    private Uni<Response> resume(String interaction, Form query, HttpHeaders headers, RoutingContext routing) {
        return noticed(
                authorize.resume(
                        interaction, context(cookies.carriedSession(headers).flatMap(carried::read), headers, routing)),
                query,
                routing);
    }

    private Uni<Response> noticed(Uni<BrowserRedirect> next, Form query, RoutingContext routing) {
        return next.map(location -> query.optional(PageNotice.PARAMETER)
                        .filter(notice -> location.location().startsWith("/"))
                        .map(location::noticing)
                        .orElse(location))
                .chain(redirect -> response(redirect, cookies, routing));
    }

    private BrowserContext context(Optional<CarriedSession> session, HttpHeaders headers, RoutingContext routing) {
        return new BrowserContext(cookies.session(headers), session, cookies.browser(headers), address.of(routing));
    }

    @POST
    @CrossSite("OpenID Connect Core section 3.1.2.1; it only stores a request, as a link would")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> post(@Context ServerRequestContext request, RoutingContext routing) {
        Form form = Parameters.recognized(Form.of(request));
        language.requested(Parameters.values(form.text("ui_locales")), clock.instant());
        return theme.onRefusal(
                () -> authorize.hold(form).chain(redirect -> response(redirect, cookies, routing)),
                form.optional("client_id"),
                routing);
    }

    /** Returns a redirect, or a page whose form submits itself (OAuth 2.0 Form Post Response Mode section 2), with its cookie. */
    static Uni<Response> response(BrowserRedirect next, Cookies cookies, RoutingContext routing) {
        Uni<Response> unbound = next.posted().isEmpty() ? Uni.createFrom().item(redirect(next)) : post(next, routing);
        return unbound.map(response -> next.newBrowser()
                .map(browser -> Response.fromResponse(response)
                        .header(HttpHeaders.SET_COOKIE, cookies.browser(browser))
                        .build())
                .orElse(response));
    }

    /** Returns a redirect that sets no cookie. */
    static Response redirect(BrowserRedirect next) {
        return Response.status(Response.Status.SEE_OTHER)
                .header(HttpHeaders.LOCATION, next.location())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static Uni<Response> post(BrowserRedirect next, RoutingContext routing) {
        ContentSecurity.allowCrossOriginForms(routing);
        return new FormPostPage(next.location(), next.posted())
                .createUni()
                .map(html -> Response.ok(html, "text/html;charset=UTF-8")
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }
}
