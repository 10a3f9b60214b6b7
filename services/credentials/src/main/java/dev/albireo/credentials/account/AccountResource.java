package dev.albireo.credentials.account;

import dev.albireo.credentials.login.PageResource;
import dev.albireo.credentials.oauth.AuthorizedApplications;
import dev.albireo.credentials.passkey.Passkeys;
import dev.albireo.credentials.session.CurrentAuthentication;
import dev.albireo.credentials.session.OwnSessions;
import dev.albireo.credentials.twofactor.DisableTotp;
import dev.albireo.web.Cookies;
import dev.albireo.web.FormShownAt;
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
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** GET /account, and the actions of its forms. */
@Path("/account")
class AccountResource extends PageResource {
    private final AccountOverview describe;
    private final Passkeys passkeys;
    private final OwnSessions sessions;
    private final AuthorizedApplications applications;
    private final DisableTotp disableTotp;

    AccountResource(
            AccountOverview describe,
            Passkeys passkeys,
            OwnSessions sessions,
            AuthorizedApplications applications,
            DisableTotp disableTotp,
            FormTokens tokens,
            Cookies cookies,
            CurrentAuthentication currentAuthentication) {
        super(tokens, cookies, currentAuthentication);
        this.describe = describe;
        this.passkeys = passkeys;
        this.sessions = sessions;
        this.applications = applications;
        this.disableTotp = disableTotp;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> page() {
        return page(200, "");
    }

    @POST
    @Path("/rename-passkey")
    @FormShownAt("/account")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> rename(@RestForm @Nullable String id, @RestForm @Nullable String name) {
        return backToAccount(Uni.createFrom()
                .deferred(() -> passkeys.rename(currentAuthentication().full(), text(id), text(name), browser())));
    }

    @POST
    @Path("/remove-passkey")
    @FormShownAt("/account")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> remove(@RestForm @Nullable String id) {
        return backToAccount(Uni.createFrom()
                .deferred(() -> passkeys.remove(currentAuthentication().full(), text(id), browser())));
    }

    /** For a user who has lost the authenticator application and has a passkey. */
    @POST
    @Path("/remove-app")
    @FormShownAt("/account")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> removeApp() {
        return backToAccount(Uni.createFrom()
                .deferred(() -> disableTotp.byPasskey(currentAuthentication().full(), browser())));
    }

    @POST
    @Path("/end-session")
    @FormShownAt("/account")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> endSession(@RestForm @Nullable String id) {
        return backToAccount(Uni.createFrom()
                .deferred(() -> sessions.end(currentAuthentication().full(), uuid(text(id)), browser())));
    }

    @POST
    @Path("/end-other-sessions")
    @FormShownAt("/account")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> endOtherSessions() {
        return backToAccount(sessions.endOthers(currentAuthentication().full(), browser()));
    }

    @POST
    @Path("/revoke-application")
    @FormShownAt("/account")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> revokeApplication(@RestForm @Nullable String id) {
        return backToAccount(Uni.createFrom()
                .deferred(() -> applications.revoke(
                        currentAuthentication().full().session().subject(),
                        client(text(id)),
                        browser().address())));
    }

    private Uni<Response> backToAccount(Uni<?> change) {
        return change.map(done -> seeOther("/account"))
                .onFailure(ProblemRefusal.class)
                .recoverWithUni(failure -> {
                    ProblemRefusal refusal = (ProblemRefusal) failure;
                    return page(refusal.problem().status(), asSentence(refusal.detail()));
                });
    }

    private Uni<Response> page(int status, String problem) {
        return describe.of(currentAuthentication().full(), formToken(), problem).map(page -> page(status, page));
    }

    /** Rejects anything that does not identify an application. */
    private static String client(String id) {
        if (!id.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw Problem.NOT_FOUND.because("application not found");
        }
        return id;
    }

    private static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw Problem.NOT_FOUND.because("session not found");
        }
    }
}
