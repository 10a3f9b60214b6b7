package dev.albireo.oauth.device;

import dev.albireo.oauth.authorize.Admission.Step;
import dev.albireo.oauth.claims.ScopeWords;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.device.AnswerDevice.Visitor;
import dev.albireo.oauth.device.AnswerDevice.Waiting;
import dev.albireo.oauth.device.EnterUserCode.Entered;
import dev.albireo.oauth.param.Parameters;
import dev.albireo.oauth.session.SignOn;
import dev.albireo.oauth.theme.WearTheme;
import dev.albireo.protocol.OAuthRefusal;
import dev.albireo.protocol.Opaque;
import dev.albireo.protocol.UserCode;
import dev.albireo.web.ClientAddress;
import dev.albireo.web.ContentSecurity;
import dev.albireo.web.Cookies;
import dev.albireo.web.Form;
import dev.albireo.web.FormTokens;
import dev.albireo.web.NeedsCookies;
import dev.albireo.web.PageRefusal;
import io.quarkus.qute.TemplateInstance;
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
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;
import org.jspecify.annotations.Nullable;

/** /device (RFC 8628 section 3.3): the user types the code of a device, sees what requests access, and answers. */
@Path("/device")
class DeviceResource {
    private final EnterUserCode enter;
    private final AnswerDevice answer;
    private final Cookies cookies;
    private final FormTokens tokens;
    private final ClientAddress address;
    private final WearTheme theme;
    private final Clock clock;

    DeviceResource(
            EnterUserCode enter,
            AnswerDevice answer,
            Cookies cookies,
            FormTokens tokens,
            ClientAddress address,
            WearTheme theme,
            Clock clock) {
        this.enter = enter;
        this.answer = answer;
        this.cookies = cookies;
        this.tokens = tokens;
        this.address = address;
        this.theme = theme;
        this.clock = clock;
    }

    @GET
    @NeedsCookies
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> page(HttpHeaders headers, RoutingContext routing) {
        Visitor visitor = visitor(headers, routing);
        return refusable(routing, () -> {
            Form query = readable(Form.ofQuery(routing));
            return query.optional("interaction")
                    .map(visit -> waiting(
                            visit, visitor, (waiting, person) -> question(waiting, person, visit, visitor, routing)))
                    .orElseGet(() -> entry(200, query.text("user_code"), "", visitor, routing));
        });
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> form(@Context ServerRequestContext request, HttpHeaders headers, RoutingContext routing) {
        Visitor visitor = visitor(headers, routing);
        return refusable(routing, () -> {
            Form form = readable(Form.of(request));
            return form.optional("interaction")
                    .map(visit -> waiting(
                            visit,
                            visitor,
                            (waiting, person) -> answered(form.text("action"), waiting, person, routing)))
                    .orElseGet(() -> entered(form.text("user_code"), visitor, routing));
        });
    }

    private interface Shown {
        Uni<Response> to(Waiting waiting, SignOn person);
    }

    /** Shows the page to a user who may answer; redirects any other to the missing step. */
    private Uni<Response> waiting(String visit, Visitor visitor, Shown shown) {
        return answer.waiting(visit, visitor).chain(waiting -> switch (waiting.step()) {
            case Step.Ready ready -> shown.to(waiting, ready.signOn());
            case Step.Elsewhere elsewhere -> Uni.createFrom().item(seeOther(elsewhere.location()));
            case Step.Refused refused ->
                throw PageRefusal.of(
                        403,
                        "You cannot connect this device",
                        "It requests permissions that your account does not have. Sign in with another account, or ask your administrator.");
        });
    }

    private Uni<Response> entered(String typed, Visitor visitor, RoutingContext routing) {
        Opaque browser = visitor.browser().first().orElseGet(cookies::newBrowser);
        return enter.enter(typed, browser, visitor.address()).chain(entered -> switch (entered) {
            case Entered.Found found ->
                Uni.createFrom()
                        .item(Response.fromResponse(seeOther(
                                        "/device?interaction=" + found.visit().value()))
                                .header(HttpHeaders.SET_COOKIE, kept(browser, visitor))
                                .build());
            case Entered.Unknown unknown ->
                entry(
                                400,
                                typed,
                                "That code is wrong or has expired. Check the code on the device and enter it again.",
                                visitor,
                                routing)
                        .map(page -> Response.fromResponse(page)
                                .header(HttpHeaders.SET_COOKIE, kept(browser, visitor))
                                .build());
            case Entered.TooMany tooMany ->
                entry(429, typed, "Too many wrong codes. Try again in 15 minutes.", visitor, routing);
        });
    }

    /** Returns the cookie for a browser that had none; null if it had one. */
    private @Nullable String kept(Opaque browser, Visitor visitor) {
        return visitor.browser().isEmpty() ? cookies.browser(browser) : null;
    }

    private Uni<Response> answered(String action, Waiting waiting, SignOn person, RoutingContext routing) {
        String from = address.of(routing);
        Uni<Void> done = switch (action) {
            case "approve" -> answer.approve(waiting, person, from);
            case "deny" -> answer.deny(waiting, person, from);
            default -> throw PageRefusal.of(400, "Choose Allow or Cancel", "Go back and choose Allow or Cancel.");
        };
        return done.chain(() -> shown(
                200,
                new AnsweredPage(waiting.client().name(), action.equals("approve")),
                Optional.of(waiting.client()),
                routing));
    }

    private Uni<Response> entry(int status, String typed, String problem, Visitor visitor, RoutingContext routing) {
        String code = UserCode.parse(typed).map(UserCode::shown).orElse(problem.isEmpty() ? "" : clipped(typed));
        String token = tokens.token(visitor.session(), Optional.empty());
        return shown(status, new EnterPage(code, problem, token), Optional.empty(), routing);
    }

    private Uni<Response> question(
            Waiting waiting, SignOn person, String visit, Visitor visitor, RoutingContext routing) {
        Asking asking = waiting.asking();
        Client client = waiting.client();
        client.logoUri().ifPresent(logo -> ContentSecurity.allowImage(routing, logo));
        AnswerPage page = new AnswerPage(
                client.name(),
                client.logoUri(),
                client.policyUri(),
                client.tosUri(),
                person.person().username(),
                asking.userCode().shown(),
                asking.agent(),
                asking.address(),
                ago(Duration.between(asking.askedAt(), clock.instant())),
                asking.scopes().stream().map(ScopeWords::of).toList(),
                visit,
                tokens.token(visitor.session(), Optional.of(visit)));
        return shown(200, page, Optional.of(client), routing);
    }

    private Uni<Response> shown(int status, TemplateInstance page, Optional<Client> client, RoutingContext routing) {
        return theme.wear(client, routing)
                .chain(page::createUni)
                .map(html -> Response.status(status)
                        .type("text/html;charset=UTF-8")
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .entity(html)
                        .build());
    }

    private Uni<Response> refusable(RoutingContext routing, Supplier<Uni<? extends Response>> answer) {
        return theme.onRefusal(answer, Optional.empty(), routing);
    }

    private Visitor visitor(HttpHeaders headers, RoutingContext routing) {
        return new Visitor(cookies.session(headers), cookies.browser(headers), address.of(routing));
    }

    private static String ago(Duration age) {
        return switch ((int) age.toMinutes()) {
            case 0 -> "less than a minute ago";
            case 1 -> "a minute ago";
            default -> age.toMinutes() + " minutes ago";
        };
    }

    private static String clipped(String typed) {
        return typed.length() <= 40 ? typed : "";
    }

    /** The path stays relative, because the framework would complete it from the request's Host. */
    private static Response seeOther(String path) {
        return Response.status(Response.Status.SEE_OTHER)
                .header(HttpHeaders.LOCATION, path)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static Form readable(Form form) {
        try {
            return Parameters.checked(form).withoutRepeats();
        } catch (OAuthRefusal refusal) {
            throw PageRefusal.of(400, "This link is incomplete", "Enter the code that your device shows.");
        }
    }
}
