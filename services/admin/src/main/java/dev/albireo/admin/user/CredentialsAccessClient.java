package dev.albireo.admin.user;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.admin.owner.ActorHeader;
import dev.albireo.admin.owner.CommandId;
import dev.albireo.admin.owner.OwnerAvailability;
import dev.albireo.admin.owner.OwnerErrors;
import dev.albireo.admin.user.CredentialsUserClient.ChangedUserBody;
import dev.albireo.protocol.PathSegment;
import dev.albireo.web.RetryWithNewToken;
import dev.albireo.web.ServiceTokenErrors;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;

/** Sessions and factors of a user, which {@code credentials} owns. */
@RegisterRestClient(configKey = "credentials")
@RegisterProvider(ActorHeader.class)
@RegisterProvider(OwnerAvailability.class)
@RegisterProvider(OwnerErrors.class)
@RegisterProvider(ServiceTokenErrors.class)
@RetryWithNewToken
@OidcClientFilter
@Path("/internal/users/{subject}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
interface CredentialsAccessClient {
    /** The active sessions of a user. */
    record SessionsBody(List<UserSession> items) {}

    /** The second factors of a user. */
    record FactorsBody(List<UserFactor> items) {}

    /** The reason for the audit trail. */
    record ReasonBody(String reason) {}

    /** The factor as the list names it, and the reason for the audit trail. */
    record FactorRemovalBody(String id, String reason) {}

    @GET
    @Path("/sessions")
    Uni<SessionsBody> sessions(@RestPath PathSegment subject);

    @POST
    @Path("/sessions/end")
    Uni<ChangedUserBody> endSessions(
            @RestHeader(CommandId.HEADER) CommandId command, @RestPath PathSegment subject, ReasonBody reason);

    @POST
    @Path("/sessions/{session}/end")
    Uni<ChangedUserBody> endSession(
            @RestHeader(CommandId.HEADER) CommandId command,
            @RestPath PathSegment subject,
            @RestPath PathSegment session,
            ReasonBody reason);

    @GET
    @Path("/factors")
    Uni<FactorsBody> factors(@RestPath PathSegment subject);

    @POST
    @Path("/factors/remove")
    Uni<ChangedUserBody> removeFactor(
            @RestHeader(CommandId.HEADER) CommandId command, @RestPath PathSegment subject, FactorRemovalBody removal);

    /** Returns the account, its factors and its sessions, and audits it. */
    @POST
    @Path("/export")
    Uni<JsonNode> export(@RestHeader(CommandId.HEADER) CommandId command, @RestPath PathSegment subject);
}
