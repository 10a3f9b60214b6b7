package dev.albireo.admin.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.admin.owner.ActorHeader;
import dev.albireo.admin.owner.CommandId;
import dev.albireo.admin.owner.OwnerAvailability;
import dev.albireo.admin.owner.OwnerErrors;
import dev.albireo.protocol.PathSegment;
import dev.albireo.web.RetryWithNewToken;
import dev.albireo.web.ServiceTokenErrors;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;

/** The commands of {@code credentials} that change some members of a group; each returns the group. */
@RegisterRestClient(configKey = "credentials")
@RegisterProvider(ActorHeader.class)
@RegisterProvider(OwnerAvailability.class)
@RegisterProvider(OwnerErrors.class)
@RegisterProvider(ServiceTokenErrors.class)
@RetryWithNewToken
@OidcClientFilter
@Path("/internal/resources/Group/{id}/members")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
interface CredentialsGroupMembers {
    /** Login names, ids or subjects of users. */
    record MembersBody(List<String> members) {}

    @POST
    @Path("/add")
    Uni<ObjectNode> add(@RestHeader(CommandId.HEADER) CommandId command, @RestPath PathSegment id, MembersBody members);

    @POST
    @Path("/remove")
    Uni<ObjectNode> remove(
            @RestHeader(CommandId.HEADER) CommandId command, @RestPath PathSegment id, MembersBody members);
}
