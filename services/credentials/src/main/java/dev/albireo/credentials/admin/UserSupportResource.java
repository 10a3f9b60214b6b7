package dev.albireo.credentials.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.credentials.admin.DescribeTwoFactor.TwoFactorView;
import dev.albireo.credentials.admin.UserAdministration.ChangedUser;
import dev.albireo.credentials.enrolment.IssueEnrolmentCode;
import dev.albireo.credentials.enrolment.IssueEnrolmentCode.IssuedEnrolmentCode;
import dev.albireo.credentials.factorreset.CancelFactorReset;
import dev.albireo.credentials.registration.SendRegistrationLink;
import dev.albireo.credentials.registration.SendRegistrationLink.UserInvitation;
import dev.albireo.credentials.reset.ResetLinkResult;
import dev.albireo.credentials.reset.SendResetLink;
import dev.albireo.credentials.session.Access;
import dev.albireo.credentials.session.Access.Who;
import dev.albireo.credentials.user.AdministratorRights;
import dev.albireo.credentials.user.UserView;
import dev.albireo.credentials.user.Users;
import dev.albireo.web.Actor;
import dev.albireo.web.AdministratorPermission;
import dev.albireo.web.ByAdministrator;
import dev.albireo.web.CrossSite;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** /internal/users: the commands of a help desk, which let users in: invitations, links, codes, resets. */
@Path("/internal/users")
@ByAdministrator
@Cancellable(false)
@Access(Who.SERVICES)
@CrossSite("takes only bearer tokens, which no browser sends by itself")
@Produces(MediaType.APPLICATION_JSON)
class UserSupportResource {
    private final Users users;
    private final DescribeTwoFactor describe;
    private final ResetTwoFactor reset;
    private final CancelFactorReset cancelReset;
    private final SendResetLink sendResetLink;
    private final IssueEnrolmentCode issueEnrolmentCode;
    private final SendRegistrationLink sendRegistrationLink;
    private final Actor actor;
    private final AdministratorRights rights;

    UserSupportResource(
            Users users,
            DescribeTwoFactor describe,
            ResetTwoFactor reset,
            CancelFactorReset cancelReset,
            SendResetLink sendResetLink,
            IssueEnrolmentCode issueEnrolmentCode,
            SendRegistrationLink sendRegistrationLink,
            Actor actor,
            AdministratorRights rights) {
        this.users = users;
        this.describe = describe;
        this.reset = reset;
        this.cancelReset = cancelReset;
        this.sendResetLink = sendResetLink;
        this.issueEnrolmentCode = issueEnrolmentCode;
        this.sendRegistrationLink = sendRegistrationLink;
        this.actor = actor;
        this.rights = rights;
    }

    /** Sends an invitation: a link by which its receiver creates an account. */
    @POST
    @Path("/invitations")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<UserInvitation> invite(@Nullable JsonNode json) {
        JsonBody body = JsonBody.of(json);
        return sendRegistrationLink.invite(
                body.text("email"), body.optionalText("name").orElse(""), actor.name());
    }

    @GET
    @Path("/{subject}/two-factor")
    public Uni<TwoFactorView> twoFactor(@RestPath UUID subject) {
        return requireUser(subject).chain(describe::of);
    }

    /** Clears the counters of wrong attempts, so that the user may try again at once. */
    @POST
    @Path("/{subject}/unlock")
    @ByAdministrator(permission = AdministratorPermission.SUPPORT)
    public Uni<UserView> unlock(@RestPath UUID subject) {
        return requireUser(subject).chain(reset::unlock);
    }

    /** Sends the user a link for a new password; rejected with {@code UNPROCESSABLE} if the user gets no mails. */
    @POST
    @Path("/{subject}/password-reset-link")
    @ByAdministrator(permission = AdministratorPermission.SUPPORT)
    public Uni<UserView> sendPasswordReset(@RestPath UUID subject) {
        return requireUser(subject)
                .invoke(user -> rights.checkChange(user.state()))
                .call(user -> sendResetLink
                        .send(user.state(), actor.name(), Optional.empty())
                        .invoke(ResetLinkResult::requireRequested));
    }

    /** Issues a code with which the user may enrol a first second factor, and mails it if {@code mail} is true. */
    @POST
    @Path("/{subject}/enrolment-code")
    @ByAdministrator(permission = AdministratorPermission.SUPPORT)
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<IssuedEnrolmentCode> issueEnrolmentCode(@RestPath UUID subject, @Nullable JsonNode json) {
        boolean mail = JsonBody.of(json).flag("mail", false);
        return requireUser(subject).chain(user -> issueEnrolmentCode.issue(user, mail, actor.name()));
    }

    /** Cancels a reset of the second factors that the user requested, or another person who knows the password. */
    @POST
    @Path("/{subject}/factor-reset-cancellation")
    @ByAdministrator(permission = AdministratorPermission.SUPPORT)
    public Uni<UserView> cancelFactorReset(@RestPath UUID subject) {
        return requireUser(subject).chain(user -> cancelReset.byAdministrator(user, actor.name()));
    }

    @POST
    @Path("/{subject}/two-factor-reset")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<ChangedUser> resetTwoFactor(@RestPath UUID subject, @Nullable JsonNode json) {
        return reset.reset(subject, JsonBody.of(json).reason());
    }

    private Uni<UserView> requireUser(UUID subject) {
        return users.viewBySubject(subject).map(UsersResource::requireFound);
    }
}
