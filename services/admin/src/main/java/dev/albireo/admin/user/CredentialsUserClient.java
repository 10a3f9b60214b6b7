package dev.albireo.admin.user;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.albireo.admin.owner.ActorHeader;
import dev.albireo.admin.owner.CommandId;
import dev.albireo.admin.owner.OwnerAvailability;
import dev.albireo.admin.owner.OwnerErrors;
import dev.albireo.protocol.PathSegment;
import dev.albireo.web.RetryWithNewToken;
import dev.albireo.web.ServiceTokenErrors;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The internal endpoints of {@code credentials} for administration; an error arrives as {@code ProblemRefusal}. */
@RegisterRestClient(configKey = "credentials")
@RegisterProvider(ActorHeader.class)
@RegisterProvider(OwnerAvailability.class)
@RegisterProvider(OwnerErrors.class)
@RegisterProvider(ServiceTokenErrors.class)
@RetryWithNewToken
@OidcClientFilter
@Path("/internal/users")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
interface CredentialsUserClient {

    /** Whether a code is mailed to the user. */
    record MailBody(boolean mail) {}

    /** A new enrolment code. */
    record EnrolmentCodeBody(UserBody user, String code, Instant expiresAt, boolean mailed) {
        /** Returns a text without the code. */
        @Override
        public String toString() {
            return "EnrolmentCodeBody[" + expiresAt + "]";
        }
    }

    /** A user as {@code credentials} returns it. */
    record UserBody(
            String subject,
            String username,
            @Nullable String email,
            boolean emailVerified,
            boolean enabled,
            boolean requires2fa,
            boolean choseSecondFactor,
            List<String> groups,
            Map<String, Object> claims,
            @Nullable String resourceId,
            boolean totpEnabled,
            Instant createdAt,
            @Nullable Instant lastLoginAt) {}

    /** The result of a command, and whether {@code oauth} has applied it. */
    record ChangedUserBody(UserBody user, boolean inForce) {}

    record UserPageBody(List<UserBody> items, @Nullable String next) {}

    record UserCountBody(long count) {}

    /** The conditions of a list. */
    record UserQuery(
            @RestQuery @Nullable String search,
            @RestQuery @Nullable String group,
            @RestQuery @Nullable Boolean enabled,
            @RestQuery @Nullable Boolean requires2fa,
            @RestQuery @Nullable Boolean totpEnabled,
            @RestQuery @Nullable Boolean emailVerified,
            @RestQuery @Nullable String factor,
            @RestQuery @Nullable Instant lastLoginBefore) {}

    record TwoFactorBody(
            String username,
            String subject,
            boolean requires2fa,
            int passkeyCount,
            @Nullable Instant passkeyEnrolledAt,
            boolean totpEnabled,
            @Nullable Instant totpEnabledAt,
            int recoveryCodesLeft,
            @Nullable Instant lockedUntil,
            @Nullable Instant factorResetAt) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record NewUserBody(
            String username,
            @Nullable String password,
            @Nullable String email,
            @Nullable Boolean emailVerified,
            @Nullable List<String> groups,
            @Nullable Boolean requires2fa,
            @Nullable Map<String, Object> claims) {}

    record Requirement(boolean required, boolean endSessions) {}

    record EnabledBody(boolean enabled) {}

    record PasswordBody(String password) {
        @Override
        public String toString() {
            return "Password[redacted]";
        }
    }

    /** The reason for a reset of factors. */
    record Reset(String reason) {}

    /** A login name. */
    record Named(String username) {}

    /** Subjects of users, at most a thousand. */
    record SubjectsBody(List<String> subjects) {}

    /** Login names by subject. */
    record UserNamesBody(Map<String, String> names) {}

    /** The position after which a list continues. */
    record After(@Nullable String after) {}

    /** A login name that still works but violates the current rules. */
    record RefusedNameBody(String name, String violation, UserBody user) {}

    record RefusedNamesBody(
            List<RefusedNameBody> items, @Nullable String next) {}

    @POST
    Uni<UserBody> create(@RestHeader(CommandId.HEADER) CommandId command, NewUserBody user);

    /** Returns the user of a login name; every other call names the subject. */
    @POST
    @Path("/lookup")
    Uni<UserBody> lookUp(@RestHeader(CommandId.HEADER) CommandId command, Named named);

    /** Returns the login names of those subjects that are known. */
    @POST
    @Path("/names")
    Uni<UserNamesBody> names(@RestHeader(CommandId.HEADER) CommandId command, SubjectsBody subjects);

    @POST
    @Path("/refused-names")
    Uni<RefusedNamesBody> refusedNames(@RestHeader(CommandId.HEADER) CommandId command, After after);

    @GET
    Uni<UserPageBody> list(
            @RestQuery @Nullable String after,
            @RestQuery int limit,
            @RestQuery @Nullable String orderBy,
            @BeanParam UserQuery query);

    @GET
    @Path("/count")
    Uni<UserCountBody> count(@BeanParam UserQuery query);

    /** Changes a user by a merge patch of the {@code User} resource. */
    @PATCH
    @Path("/{subject}")
    Uni<ChangedUserBody> change(
            @RestHeader(CommandId.HEADER) CommandId command,
            @RestPath PathSegment subject,
            Map<String, Object> changes);

    @DELETE
    @Path("/{subject}")
    Uni<ChangedUserBody> delete(@RestHeader(CommandId.HEADER) CommandId command, @RestPath PathSegment subject);

    @PUT
    @Path("/{subject}/two-factor-requirement")
    Uni<ChangedUserBody> require(
            @RestHeader(CommandId.HEADER) CommandId command, @RestPath PathSegment subject, Requirement requirement);

    @GET
    @Path("/{subject}/two-factor")
    Uni<TwoFactorBody> twoFactor(@RestPath PathSegment subject);

    @PUT
    @Path("/{subject}/enabled")
    Uni<ChangedUserBody> enable(
            @RestHeader(CommandId.HEADER) CommandId command, @RestPath PathSegment subject, EnabledBody enabled);

    @POST
    @Path("/{subject}/unlock")
    Uni<UserBody> unlock(@RestHeader(CommandId.HEADER) CommandId command, @RestPath PathSegment subject);

    /** An invitation that was sent. */
    record InvitationBody(String email, Instant expiresAt) {}

    /** The command {@code inviteUser}. */
    record InviteBody(String email, @Nullable String name) {}

    @POST
    @Path("/invitations")
    Uni<InvitationBody> invite(@RestHeader(CommandId.HEADER) CommandId command, InviteBody invite);

    @POST
    @Path("/{subject}/password-reset-link")
    Uni<UserBody> sendPasswordReset(@RestHeader(CommandId.HEADER) CommandId command, @RestPath PathSegment subject);

    @POST
    @Path("/{subject}/enrolment-code")
    Uni<EnrolmentCodeBody> issueEnrolmentCode(
            @RestHeader(CommandId.HEADER) CommandId command, @RestPath PathSegment subject, MailBody mail);

    @POST
    @Path("/{subject}/factor-reset-cancellation")
    Uni<UserBody> cancelFactorReset(@RestHeader(CommandId.HEADER) CommandId command, @RestPath PathSegment subject);

    @POST
    @Path("/{subject}/two-factor-reset")
    Uni<ChangedUserBody> reset(
            @RestHeader(CommandId.HEADER) CommandId command, @RestPath PathSegment subject, Reset reset);

    @PUT
    @Path("/{subject}/password")
    Uni<ChangedUserBody> password(
            @RestHeader(CommandId.HEADER) CommandId command, @RestPath PathSegment subject, PasswordBody password);
}
