package dev.albireo.admin.logout;

import dev.albireo.admin.owner.ActorHeader;
import dev.albireo.admin.owner.CommandId;
import dev.albireo.admin.owner.OwnerAvailability;
import dev.albireo.admin.owner.OwnerErrors;
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
import org.jspecify.annotations.Nullable;

/** The sessions of all users, which {@code credentials} owns. */
@RegisterRestClient(configKey = "credentials")
@RegisterProvider(ActorHeader.class)
@RegisterProvider(OwnerAvailability.class)
@RegisterProvider(OwnerErrors.class)
@RegisterProvider(ServiceTokenErrors.class)
@RetryWithNewToken
@OidcClientFilter
@Path("/internal/all-sessions/end")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
interface CredentialsAllSessions {
    /** The time before which they began, in ISO 8601; null: now. */
    record AllSessionsBody(@Nullable String before, String reason) {}

    /** Their number, and whether {@code oauth} has applied it. */
    record AllSessionsEndedBody(int sessions, boolean inForce) {}

    @POST
    Uni<AllSessionsEndedBody> end(@RestHeader(CommandId.HEADER) CommandId command, AllSessionsBody sessions);
}
