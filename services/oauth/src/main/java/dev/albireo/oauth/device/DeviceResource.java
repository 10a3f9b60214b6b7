package dev.albireo.oauth.device;

import dev.albireo.oauth.authorize.PageAuthorization.AccessStep;
import dev.albireo.oauth.claims.ScopeDescriptions;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.metadata.ClientLink;
import dev.albireo.oauth.device.DeviceApproval.ApprovingBrowser;
import dev.albireo.oauth.device.DeviceApproval.PendingApproval;
import dev.albireo.oauth.device.EnterUserCode.UserCodeResult;
import dev.albireo.oauth.param.Parameters;
import dev.albireo.oauth.session.SsoSession;
import dev.albireo.oauth.theme.ClientThemes;
import dev.albireo.protocol.Loopback;
import dev.albireo.protocol.OAuthRefusal;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.UserCode;
import dev.albireo.web.ClientAddress;
import dev.albireo.web.ContentSecurity;
import dev.albireo.web.Cookies;
import dev.albireo.web.Form;
import dev.albireo.web.FormTokens;
import dev.albireo.web.InPageLanguage;
import dev.albireo.web.PageRefusal;
import dev.albireo.web.RequiresCookies;
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

/** /device (RFC 8628 section 3.3): the user types the code of a device, sees what requests access, and decides. */
@Path("/device")
class DeviceResource {
    private final EnterUserCode enter;
    private final DeviceApproval approval;
    private final Cookies cookies;
    private final FormTokens tokens;
    private final ClientAddress address;
    private final ClientThemes theme;
    private final DeviceMessages messages;
    private final Clock clock;

    DeviceResource(
            EnterUserCode enter,
            DeviceApproval approval,
            Cookies cookies,
            FormTokens tokens,
            ClientAddress address,
            ClientThemes theme,
            @InPageLanguage DeviceMessages messages,
            Clock clock) {
        this.enter = enter;
        this.approval = approval;
        this.cookies = cookies;
        this.tokens = tokens;
        this.address = address;
        this.theme = theme;
        this.messages = messages;
        this.clock = clock;
    }

    @GET
    @RequiresCookies
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> page(HttpHeaders headers, RoutingContext routing) {
        ApprovingBrowser approver = approvingBrowser(headers, routing);
        return refusable(routing, () -> {
            Form query = readable(Form.ofQuery(routing));
            return query.optional("interaction")
                    .map(visit -> waiting(
                            visit,
                            approver,
                            (waiting, ssoSession) -> question(waiting, ssoSession, visit, approver, routing)))
                    .orElseGet(() -> entry(200, query.text("user_code"), "", approver, routing));
        });
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> form(@Context ServerRequestContext request, HttpHeaders headers, RoutingContext routing) {
        ApprovingBrowser approver = approvingBrowser(headers, routing);
        return refusable(routing, () -> {
            Form form = readable(Form.of(request));
            return form.optional("interaction")
                    .map(visit -> waiting(
                            visit,
                            approver,
                            (waiting, ssoSession) -> decided(form.text("action"), waiting, ssoSession, routing)))
                    .orElseGet(() -> submitCode(form.text("user_code"), approver, routing));
        });
    }

    private interface ApprovalPage {
        Uni<Response> to(PendingApproval waiting, SsoSession ssoSession);
    }

    /** Shows the page to a user who may decide; redirects any other to the missing step. */
    private Uni<Response> waiting(String visit, ApprovingBrowser approver, ApprovalPage shown) {
        return approval.waiting(visit, approver).chain(waiting -> switch (waiting.step()) {
            case AccessStep.Ready ready -> shown.to(waiting, ready.ssoSession());
            case AccessStep.Redirected elsewhere -> Uni.createFrom().item(seeOther(elsewhere.location()));
            case AccessStep.Refused refused ->
                throw PageRefusal.of(403, messages.notAllowed(), messages.notAllowedAdvice());
        });
    }

    private Uni<Response> submitCode(String submitted, ApprovingBrowser approver, RoutingContext routing) {
        OpaqueToken browser = approver.browser().first().orElseGet(cookies::newBrowser);
        return enter.enter(submitted, browser, approver.address()).chain(entered -> switch (entered) {
            case UserCodeResult.DeviceFound found ->
                Uni.createFrom()
                        .item(Response.fromResponse(seeOther(
                                        "/device?interaction=" + found.visit().value()))
                                .header(HttpHeaders.SET_COOKIE, cookieIfNew(browser, approver))
                                .build());
            case UserCodeResult.Unknown unknown ->
                entry(400, submitted, messages.codeUnknown(), approver, routing)
                        .map(page -> Response.fromResponse(page)
                                .header(HttpHeaders.SET_COOKIE, cookieIfNew(browser, approver))
                                .build());
            case UserCodeResult.TooManyUserCodes tooMany ->
                entry(429, submitted, messages.tooManyCodes(), approver, routing);
        });
    }

    /** Returns the cookie for a browser that had none; null if it had one. */
    private @Nullable String cookieIfNew(OpaqueToken browser, ApprovingBrowser approver) {
        return approver.browser().isEmpty() ? cookies.browser(browser) : null;
    }

    private Uni<Response> decided(
            String action, PendingApproval waiting, SsoSession ssoSession, RoutingContext routing) {
        String from = address.of(routing);
        Uni<Void> done = switch (action) {
            case "approve" -> approval.approve(waiting, ssoSession, from);
            case "deny" -> approval.deny(waiting, ssoSession, from);
            default -> throw PageRefusal.of(400, messages.noChoice(), messages.noChoiceAdvice());
        };
        return done.chain(() -> response(
                200,
                new DeviceDecisionPage(waiting.client().name(), action.equals("approve")),
                Optional.of(waiting.client()),
                routing));
    }

    private Uni<Response> entry(
            int status, String submitted, String problem, ApprovingBrowser approver, RoutingContext routing) {
        String code =
                UserCode.parse(submitted).map(UserCode::formatted).orElse(problem.isEmpty() ? "" : clipped(submitted));
        String token = tokens.token(approver.session(), Optional.empty());
        return response(status, new UserCodePage(code, problem, token), Optional.empty(), routing);
    }

    private Uni<Response> question(
            PendingApproval waiting,
            SsoSession ssoSession,
            String visit,
            ApprovingBrowser approver,
            RoutingContext routing) {
        DeviceAuthorization device = waiting.device();
        Client client = waiting.client();
        client.metadata().info().link(ClientLink.LOGO_URI).ifPresent(logo -> ContentSecurity.allowImage(routing, logo));
        DeviceApprovalPage page = new DeviceApprovalPage(
                client.name(),
                client.metadata().info().link(ClientLink.LOGO_URI),
                client.metadata().info().link(ClientLink.POLICY_URI),
                client.metadata().info().link(ClientLink.TOS_URI),
                ssoSession.user().username(),
                device.userCode().formatted(),
                device.agent(),
                device.address(),
                Duration.between(device.askedAt(), clock.instant()).toMinutes(),
                device.scopes().stream().map(ScopeDescriptions::of).toList(),
                visit,
                tokens.token(approver.session(), Optional.of(visit)),
                Loopback.includes(device.address()));
        return response(200, page, Optional.of(client), routing);
    }

    private Uni<Response> response(int status, TemplateInstance page, Optional<Client> client, RoutingContext routing) {
        return theme.apply(client, routing)
                .chain(page::createUni)
                .map(html -> Response.status(status)
                        .type("text/html;charset=UTF-8")
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .entity(html)
                        .build());
    }

    private Uni<Response> refusable(RoutingContext routing, Supplier<Uni<? extends Response>> response) {
        return theme.onRefusal(response, Optional.empty(), routing);
    }

    private ApprovingBrowser approvingBrowser(HttpHeaders headers, RoutingContext routing) {
        return new ApprovingBrowser(cookies.session(headers), cookies.browser(headers), address.of(routing));
    }

    private static String clipped(String submitted) {
        return submitted.length() <= 40 ? submitted : "";
    }

    /** The path stays relative, because the framework would complete it from the request's Host. */
    private static Response seeOther(String path) {
        return Response.status(Response.Status.SEE_OTHER)
                .header(HttpHeaders.LOCATION, path)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private Form readable(Form form) {
        try {
            return Parameters.checked(form).withoutRepeats();
        } catch (OAuthRefusal refusal) {
            throw PageRefusal.of(400, messages.linkIncomplete(), messages.enterCode());
        }
    }
}
