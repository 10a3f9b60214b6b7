package dev.albireo.credentials.account;

import dev.albireo.credentials.account.ChangePassword.Ending;
import dev.albireo.credentials.login.PageResource;
import dev.albireo.credentials.session.Authentication.Full;
import dev.albireo.credentials.session.CurrentAuthentication;
import dev.albireo.credentials.session.ReturnPath;
import dev.albireo.web.Cookies;
import dev.albireo.web.FormTokens;
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
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** GET and POST /account/password: changes the password. */
@Path("/account/password")
class PasswordResource extends PageResource {
    private final ChangePassword changePassword;

    PasswordResource(
            ChangePassword changePassword,
            FormTokens tokens,
            Cookies cookies,
            CurrentAuthentication currentAuthentication) {
        super(tokens, cookies, currentAuthentication);
        this.changePassword = changePassword;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public Uni<PasswordPage> page() {
        return page("");
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> change(
            @RestForm @Nullable String current,
            @RestForm @Nullable String password,
            @RestForm("end_sessions") List<String> endSessions,
            @RestForm("end_applications") List<String> endApplications) {
        Full full = currentAuthentication().full();
        Ending ending = new Ending(isWanted(endSessions), isWanted(endApplications));
        return Uni.createFrom()
                .deferred(() -> changePassword.change(full, text(current), text(password), ending, browser()))
                .map(startedSession -> withCookie(startedSession, "/account"))
                .onFailure(ProblemRefusal.class)
                .recoverWithUni(failure -> refused((ProblemRefusal) failure));
    }

    /** Returns true unless the form says {@code no} alone: an unchecked box is not sent, so the form sends {@code no} before it. */
    private static boolean isWanted(List<String> sent) {
        return !sent.equals(List.of("no"));
    }

    private Uni<Response> refused(ProblemRefusal refusal) {
        return refusal.problem() == Problem.FRESH_PROOF_REQUIRED
                ? Uni.createFrom().item(seeOther(ReturnPath.on("/account/confirm", ReturnPath.of("/account/password"))))
                : page(asSentence(refusal.detail()))
                        .map(page -> page(refusal.problem().status(), page));
    }

    private Uni<PasswordPage> page(String problem) {
        Full full = currentAuthentication().full();
        String token = formToken();
        return changePassword
                .shortest(full)
                .chain(shortest -> changePassword
                        .hasPassword(full)
                        .map(exists -> new PasswordPage(token, full.user().username(), shortest, !exists, problem)));
    }
}
