package dev.albireo.admin.logout;

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
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;

/** The sessions at one client, which {@code oauth} owns. */
@RegisterRestClient(configKey = "oauth")
@RegisterProvider(ActorHeader.class)
@RegisterProvider(OwnerAvailability.class)
@RegisterProvider(OwnerErrors.class)
@RegisterProvider(ServiceTokenErrors.class)
@RetryWithNewToken
@OidcClientFilter("oauth")
@Path("/internal/resources/Client/{id}/sessions/end")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
interface OauthClientSessions {
    /** The reason for the audit trail. */
    record ClientSessionsBody(String reason) {}

    /** The number of sessions in which the client had a grant. */
    record ClientSessionsEndedBody(long sessions) {}

    @POST
    Uni<ClientSessionsEndedBody> end(
            @RestHeader(CommandId.HEADER) CommandId command, @RestPath PathSegment id, ClientSessionsBody sessions);
}
