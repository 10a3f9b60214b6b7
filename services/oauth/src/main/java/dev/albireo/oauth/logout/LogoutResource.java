package dev.albireo.oauth.logout;

import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.logout.Logout.LogoutStep;
import dev.albireo.oauth.param.Parameters;
import dev.albireo.oauth.param.StateParameter;
import dev.albireo.oauth.theme.ClientThemes;
import dev.albireo.protocol.OAuthEndpoint;
import dev.albireo.protocol.OAuthRefusal;
import dev.albireo.protocol.QueryEncoding;
import dev.albireo.protocol.SessionCookie;
import dev.albireo.web.ClientAddress;
import dev.albireo.web.ContentSecurity;
import dev.albireo.web.Cookies;
import dev.albireo.web.CrossSite;
import dev.albireo.web.Form;
import dev.albireo.web.FormTokens;
import io.quarkus.qute.TemplateInstance;
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
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/** GET and POST /logout: ends the login session, requested by the user or by a client. */
@Path("/logout")
class LogoutResource {
    /** The maximum length of a {@code Location} that passes an ingress with 4 KiB of response headers. */
    static final int MAX_LOCATION_LENGTH = 3072;

    private final Logout logout;
    private final Cookies cookies;
    private final FormTokens tokens;
    private final ClientAddress address;
    private final ClientThemes theme;
    private final LogoutConfig config;

    LogoutResource(
            Logout logout,
            Cookies cookies,
            FormTokens tokens,
            ClientAddress address,
            ClientThemes theme,
            LogoutConfig config) {
        this.logout = logout;
        this.cookies = cookies;
        this.tokens = tokens;
        this.address = address;
        this.theme = theme;
        this.config = config;
    }

    @GET
    public Uni<Response> get(HttpHeaders headers, RoutingContext routing) {
        Form query = Form.ofQuery(routing);
        return refusable(query, routing, () -> {
            LogoutRequest request = LogoutRequest.of(readable(query));
            Optional<SessionCookie> session = cookies.session(headers);
            return logout.process(request, session, false, address.of(routing))
                    .chain(step -> response(step, request, session, routing));
        });
    }

    /** This server's own form has a form token; a client's POST arrives without cookies and continues as a GET. */
    @POST
    @CrossSite("without a form token of ours it changes nothing; OpenID Connect RP-Initiated Logout 1.0 section 2")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> post(@Context ServerRequestContext server, HttpHeaders headers, RoutingContext routing) {
        Form sent = Form.of(server);
        return refusable(sent, routing, () -> posted(readable(sent), headers, routing));
    }

    private Uni<Response> posted(Form form, HttpHeaders headers, RoutingContext routing) {
        LogoutRequest request = LogoutRequest.of(form);
        Optional<SessionCookie> session = cookies.session(headers);
        if (!tokens.matches(form.text("form_token"), session, Optional.empty())) {
            return continued(request, routing);
        }
        return logout.process(request, session, true, address.of(routing))
                .chain(step -> response(step, request, session, routing));
    }

    private static Uni<Response> continued(LogoutRequest request, RoutingContext routing) {
        String location = withQuery(OAuthEndpoint.END_SESSION.path(), request);
        if (location.length() <= MAX_LOCATION_LENGTH) {
            return Uni.createFrom().item(redirect(location));
        }
        ContentSecurity.allowCrossOriginForms(routing);
        return page(new ContinueLogoutPage(request.parameters())).map(Response.ResponseBuilder::build);
    }

    private Uni<Response> refusable(Form form, RoutingContext routing, Supplier<Uni<? extends Response>> response) {
        return theme.onRefusal(response, form.optional("client_id"), routing);
    }

    private Uni<Response> response(
            LogoutStep step, LogoutRequest request, Optional<SessionCookie> session, RoutingContext routing) {
        return switch (step) {
            case LogoutStep.Confirm confirm -> confirm(confirm, request, session, routing);
            case LogoutStep.LogoutCompleted done -> done(done, request, routing);
        };
    }

    private Uni<Response> confirm(
            LogoutStep.Confirm confirm,
            LogoutRequest request,
            Optional<SessionCookie> session,
            RoutingContext routing) {
        confirm.redirectUri().ifPresent(uri -> ContentSecurity.allowCrossOriginForms(routing));
        ConfirmLogoutPage page = new ConfirmLogoutPage(
                confirm.client().map(Client::name).orElse(""),
                confirm.ssoSession().user().username(),
                request.parameters(),
                tokens.token(session, Optional.empty()));
        return theme.apply(confirm.client(), routing).chain(() -> page(page)).map(Response.ResponseBuilder::build);
    }

    private Uni<Response> done(LogoutStep.LogoutCompleted done, LogoutRequest request, RoutingContext routing) {
        Optional<String> next = done.redirectUri()
                .map(uri -> request.state()
                        .map(state -> uri + (uri.contains("?") ? "&" : "?") + "state=" + QueryEncoding.encode(state))
                        .orElse(uri));
        if (next.isPresent() && done.everywhere() && done.frames().isEmpty()) {
            return Uni.createFrom()
                    .item(Response.fromResponse(redirect(next.get()))
                            .header(HttpHeaders.SET_COOKIE, cookies.endSession())
                            .build());
        }
        ContentSecurity.allowFrames(routing, done.frames());
        SignedOutPage page = new SignedOutPage(
                done.everywhere(),
                done.client().map(Client::name).orElse(""),
                next.orElse(""),
                done.frames(),
                done.everywhere() && next.isPresent() && !done.frames().isEmpty(),
                config.frameTime().toSeconds());
        return theme.apply(done.client(), routing)
                .chain(() -> page(page))
                .map(response -> response.header(HttpHeaders.SET_COOKIE, cookies.endSession())
                        .build());
    }

    private static Uni<Response.ResponseBuilder> page(TemplateInstance template) {
        return template.createUni().map(html -> Response.ok(html, "text/html;charset=UTF-8"));
    }

    private static Response redirect(String location) {
        return Response.status(Response.Status.SEE_OTHER)
                .header(HttpHeaders.LOCATION, location)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static String withQuery(String path, LogoutRequest request) {
        String query = request.parameters().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + QueryEncoding.encode(entry.getValue()))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? path : path + "?" + query;
    }

    private static Form readable(Form form) {
        try {
            Form checked = Parameters.checked(form).withoutRepeats();
            if (StateParameter.isShortEnough(checked.text("state"), checked.text("post_logout_redirect_uri"))) {
                return checked;
            }
        } catch (OAuthRefusal refusal) {
            throw LogoutInitiator.refused();
        }
        throw LogoutInitiator.refused();
    }
}
