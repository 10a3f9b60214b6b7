package dev.albireo.credentials.email;

import dev.albireo.credentials.login.PageResource;
import dev.albireo.credentials.session.Authentication.Full;
import dev.albireo.credentials.session.CurrentAuthentication;
import dev.albireo.credentials.session.ReturnPath;
import dev.albireo.events.UserState;
import dev.albireo.web.Cookies;
import dev.albireo.web.FormTokens;
import dev.albireo.web.PageRefusal;
import dev.albireo.web.Problem;
import dev.albireo.web.ProblemRefusal;
import io.smallrye.mutiny.Uni;
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

/**
 * GET and POST /account/email: requests a link that proves an address. GET and POST /account/email/confirm: the page of that link; GET
 * changes nothing, because programs that check mails open links.
 */
@Path("/account/email")
class EmailResource extends PageResource {
    private static final String HERE = "/account/email";

    private final RequestEmailVerification verification;
    private final ConfirmEmail confirmEmail;

    EmailResource(
            RequestEmailVerification verification,
            ConfirmEmail confirmEmail,
            FormTokens tokens,
            Cookies cookies,
            CurrentAuthentication currentAuthentication) {
        super(tokens, cookies, currentAuthentication);
        this.verification = verification;
        this.confirmEmail = confirmEmail;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> page() {
        return page(200, "", false, "");
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> request(@RestForm @Nullable String email) {
        requireMail();
        return Uni.createFrom()
                .deferred(() -> verification.request(currentAuthentication().full(), text(email), browser()))
                .chain(done -> page(200, text(email).strip(), true, ""))
                .onFailure(ProblemRefusal.class)
                .recoverWithUni(failure -> refused((ProblemRefusal) failure, text(email)));
    }

    /** Without a token it asks to open the link again: the sign-in that a browser without a session is sent to does not keep it. */
    @GET
    @Path("/confirm")
    @Produces(MediaType.TEXT_HTML)
    public Uni<ConfirmEmailPage> confirmation(@RestQuery @Nullable String token) {
        Full full = currentAuthentication().full();
        return token == null
                ? Uni.createFrom().item(confirmation(full, "", "", false))
                : confirmEmail.addressOf(full, token).map(email -> confirmation(full, token, email, false));
    }

    @POST
    @Path("/confirm")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Uni<ConfirmEmailPage> confirm(@RestForm @Nullable String token) {
        Full full = currentAuthentication().full();
        return confirmEmail
                .addressOf(full, text(token))
                .call(() -> confirmEmail.confirm(full, text(token), browser()))
                .map(email -> confirmation(full, "", email, true));
    }

    private ConfirmEmailPage confirmation(Full full, String token, String email, boolean confirmed) {
        return new ConfirmEmailPage(formToken(), token, full.user().username(), email, confirmed);
    }

    private Uni<Response> refused(ProblemRefusal refusal, String wanted) {
        return refusal.problem() == Problem.FRESH_PROOF_REQUIRED
                ? Uni.createFrom().item(seeOther(ReturnPath.on("/account/confirm", ReturnPath.of(HERE))))
                : page(refusal.problem().status(), wanted, false, asSentence(refusal.detail()));
    }

    private Uni<Response> page(int status, String wanted, boolean sent, String problem) {
        Full full = currentAuthentication().full();
        UserState user = full.user();
        return verification
                .isFresh(full)
                .map(fresh -> page(
                        status,
                        new EmailPage(
                                formToken(),
                                Optional.ofNullable(user.email()).orElse(""),
                                user.emailVerified(),
                                shortened(wanted),
                                verification.enabled(),
                                fresh,
                                sent,
                                problem)));
    }

    private void requireMail() {
        if (!verification.enabled()) {
            throw PageRefusal.of(
                    404, "Email addresses cannot be confirmed here", "Ask your administrator to change your address.");
        }
    }
}
