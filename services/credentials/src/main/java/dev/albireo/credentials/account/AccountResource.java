package dev.albireo.credentials.account;

import dev.albireo.credentials.factorreset.CancelFactorReset;
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
import java.util.function.BiFunction;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** GET /account and its sections, and the actions of their forms. */
@Path("/account")
class AccountResource extends PageResource {
    private static final String SECURITY = "/account/security";
    private static final String SIGN_INS = "/account/sign-ins";
    private static final String APPLICATIONS = "/account/applications";

    private final AccountSections sections;
    private final Passkeys passkeys;
    private final OwnSessions ownSessions;
    private final AuthorizedApplications authorized;
    private final DisableTotp disableTotp;
    private final CancelFactorReset cancelReset;

    AccountResource(
            AccountSections sections,
            Passkeys passkeys,
            OwnSessions ownSessions,
            AuthorizedApplications authorized,
            DisableTotp disableTotp,
            CancelFactorReset cancelReset,
            FormTokens tokens,
            Cookies cookies,
            CurrentAuthentication currentAuthentication) {
        super(tokens, cookies, currentAuthentication);
        this.sections = sections;
        this.passkeys = passkeys;
        this.ownSessions = ownSessions;
        this.authorized = authorized;
        this.disableTotp = disableTotp;
        this.cancelReset = cancelReset;
    }

    /** The account page begins with its section "security". */
    @GET
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> page() {
        return security(200, "");
    }

    @GET
    @Path("/security")
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> securitySection() {
        return security(200, "");
    }

    @GET
    @Path("/sign-ins")
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> signInsSection() {
        return signIns(200, "");
    }

    @GET
    @Path("/applications")
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> applicationsSection() {
        return applications(200, "");
    }

    @POST
    @Path("/rename-passkey")
    @FormShownAt(SECURITY)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> rename(@RestForm @Nullable String id, @RestForm @Nullable String name) {
        return backToSecurity(Uni.createFrom()
                .deferred(() -> passkeys.rename(currentAuthentication().full(), text(id), text(name), browser())));
    }

    @POST
    @Path("/remove-passkey")
    @FormShownAt(SECURITY)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> remove(@RestForm @Nullable String id) {
        return backToSecurity(Uni.createFrom()
                .deferred(() -> passkeys.remove(currentAuthentication().full(), text(id), browser())));
    }

    /** For a user who has lost the authenticator application and has a passkey. */
    @POST
    @Path("/remove-app")
    @FormShownAt(SECURITY)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> removeApp() {
        return backToSecurity(Uni.createFrom()
                .deferred(() -> disableTotp.byPasskey(currentAuthentication().full(), browser())));
    }

    /** Cancels the requested removal of all second factors. */
    @POST
    @Path("/cancel-factor-reset")
    @FormShownAt(SECURITY)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> cancelFactorReset() {
        return backToSecurity(
                cancelReset.bySession(currentAuthentication().full().session().subject(), browser()));
    }

    @POST
    @Path("/end-session")
    @FormShownAt(SIGN_INS)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> endSession(@RestForm @Nullable String id) {
        return backToSignIns(Uni.createFrom()
                .deferred(() -> ownSessions.end(currentAuthentication().full(), uuid(text(id)), browser())));
    }

    @POST
    @Path("/end-other-sessions")
    @FormShownAt(SIGN_INS)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> endOtherSessions() {
        return backToSignIns(ownSessions.endOthers(currentAuthentication().full(), browser()));
    }

    @POST
    @Path("/revoke-application")
    @FormShownAt(APPLICATIONS)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> revokeApplication(@RestForm @Nullable String id) {
        return backToApplications(Uni.createFrom()
                .deferred(() -> authorized.revoke(
                        currentAuthentication().full().session().subject(),
                        client(text(id)),
                        browser().address())));
    }

    private Uni<Response> backToSecurity(Uni<?> change) {
        return backTo(SECURITY, change, this::security);
    }

    private Uni<Response> backToSignIns(Uni<?> change) {
        return backTo(SIGN_INS, change, this::signIns);
    }

    private Uni<Response> backToApplications(Uni<?> change) {
        return backTo(APPLICATIONS, change, this::applications);
    }

    /** Redirects to the section of the form, which shows an error itself. */
    private static Uni<Response> backTo(
            String section, Uni<?> change, BiFunction<Integer, String, Uni<Response>> again) {
        return change.map(done -> seeOther(section))
                .onFailure(ProblemRefusal.class)
                .recoverWithUni(failure -> {
                    ProblemRefusal refusal = (ProblemRefusal) failure;
                    return again.apply(refusal.problem().status(), asSentence(refusal.detail()));
                });
    }

    private Uni<Response> security(int status, String problem) {
        return sections.security(currentAuthentication().full(), formToken(), problem)
                .map(page -> page(status, page));
    }

    private Uni<Response> signIns(int status, String problem) {
        return sections.signIns(currentAuthentication().full(), formToken(), problem)
                .map(page -> page(status, page));
    }

    private Uni<Response> applications(int status, String problem) {
        return sections.applications(currentAuthentication().full(), formToken(), problem)
                .map(page -> page(status, page));
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
