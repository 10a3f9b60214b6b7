package dev.albireo.admin.user;

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

/** The applications with access to an account, which {@code oauth} owns. */
@RegisterRestClient(configKey = "oauth")
@RegisterProvider(ActorHeader.class)
@RegisterProvider(OwnerAvailability.class)
@RegisterProvider(OwnerErrors.class)
@RegisterProvider(ServiceTokenErrors.class)
@RetryWithNewToken
@OidcClientFilter("oauth")
@Path("/internal/users/{subject}/authorized-applications")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
interface OauthApplicationClient {
    /** All applications. */
    record ApplicationsBody(List<UserApplication> items) {}

    /** The client whose access ends, and the reason for the audit trail. */
    record AccessRemovalBody(String clientId, String reason) {}

    @GET
    Uni<ApplicationsBody> list(@RestPath PathSegment subject);

    @POST
    @Path("/revoke")
    Uni<Void> revoke(
            @RestHeader(CommandId.HEADER) CommandId command, @RestPath PathSegment subject, AccessRemovalBody removal);
}
