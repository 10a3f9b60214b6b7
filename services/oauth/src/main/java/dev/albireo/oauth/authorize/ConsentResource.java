package dev.albireo.oauth.authorize;

import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.metadata.ClientLink;
import dev.albireo.oauth.param.Parameters;
import dev.albireo.oauth.theme.ClientThemes;
import dev.albireo.protocol.OAuthRefusal;
import dev.albireo.web.ClientAddress;
import dev.albireo.web.ContentSecurity;
import dev.albireo.web.Cookies;
import dev.albireo.web.Form;
import dev.albireo.web.FormTokens;
import dev.albireo.web.PageRefusal;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/** The page that requests the user's consent for a client. */
@Path("/consent")
class ConsentResource {
    private final RecordConsent giveConsent;
    private final Cookies cookies;
    private final FormTokens tokens;
    private final ClientAddress address;
    private final ClientThemes theme;

    ConsentResource(
            RecordConsent giveConsent, Cookies cookies, FormTokens tokens, ClientAddress address, ClientThemes theme) {
        this.giveConsent = giveConsent;
        this.cookies = cookies;
        this.tokens = tokens;
        this.address = address;
        this.theme = theme;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> page(HttpHeaders headers, RoutingContext routing) {
        Form query = Form.ofQuery(routing);
        BrowserContext context = browserContext(headers, routing);
        return refusable(
                () -> giveConsent.waiting(
                        readable(query).text("interaction"),
                        context,
                        waiting -> show(waiting, context, routing),
                        AuthorizeResource::redirect),
                routing);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> decide(@Context ServerRequestContext request, HttpHeaders headers, RoutingContext routing) {
        Form form = Form.of(request);
        BrowserContext context = browserContext(headers, routing);
        return refusable(
                () -> giveConsent.waiting(
                        readable(form).text("interaction"),
                        context,
                        waiting -> decided(form.text("action"), waiting, context)
                                .chain(redirect -> AuthorizeResource.response(redirect, cookies, routing)),
                        AuthorizeResource::redirect),
                routing);
    }

    private Uni<Response> refusable(Supplier<Uni<? extends Response>> response, RoutingContext routing) {
        return theme.onRefusal(response, Optional.empty(), routing);
    }

    private Uni<BrowserRedirect> decided(String action, RecordConsent.PendingConsent waiting, BrowserContext context) {
        return switch (action) {
            case "approve" -> giveConsent.approve(waiting, context);
            case "deny" -> giveConsent.deny(waiting, context);
            default ->
                throw PageRefusal.of(400, "Choose Allow or Cancel", "Open the page again and choose Allow or Cancel.")
                        .withLink(
                                "Open the page again",
                                "/consent?interaction=" + waiting.interaction().value());
        };
    }

    private Uni<Response> show(RecordConsent.PendingConsent waiting, BrowserContext context, RoutingContext routing) {
        Client client = waiting.evaluation().client();
        AuthorizationRequest request = waiting.request();
        String interaction = waiting.interaction().value();
        ContentSecurity.allowCrossOriginForms(routing);
        Optional<String> logo = web(client.metadata().info().link(ClientLink.LOGO_URI));
        logo.ifPresent(address -> ContentSecurity.allowImage(routing, address));
        ConsentPage page = new ConsentPage(
                client.name(),
                web(client.metadata().info().link(ClientLink.CLIENT_URI)),
                logo,
                web(client.metadata().info().link(ClientLink.POLICY_URI)),
                web(client.metadata().info().link(ClientLink.TOS_URI)),
                Optional.ofNullable(URI.create(request.redirectUri()).getHost()).orElse(""),
                waiting.consent().ssoSession().user().username(),
                ConsentPage.asked(
                        List.copyOf(request.consentScopes()), waiting.consent().allowed()),
                request.resources(),
                !waiting.consent().allowed().isEmpty(),
                interaction,
                tokens.token(context.session(), Optional.of(interaction)));
        return theme.apply(Optional.of(client), routing)
                .chain(page::createUni)
                .map(html -> Response.ok(html, "text/html;charset=UTF-8").build());
    }

    /** Only https URLs become links or images. */
    private static Optional<String> web(Optional<String> uri) {
        return uri.filter(text -> text.startsWith("https://"));
    }

    private BrowserContext browserContext(HttpHeaders headers, RoutingContext routing) {
        return new BrowserContext(cookies.session(headers), cookies.browser(headers), address.of(routing));
    }

    private static Form readable(Form form) {
        try {
            return Parameters.checked(form).withoutRepeats();
        } catch (OAuthRefusal refusal) {
            throw PageRefusal.of(400, "This link is incomplete", "Go back to the application and start again.");
        }
    }
}
