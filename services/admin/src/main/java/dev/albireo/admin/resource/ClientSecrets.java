package dev.albireo.admin.resource;

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
import java.time.Instant;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** The secrets of clients, which {@code oauth} generates. */
@RegisterRestClient(configKey = "oauth")
@RegisterProvider(ActorHeader.class)
@RegisterProvider(OwnerAvailability.class)
@RegisterProvider(OwnerErrors.class)
@RegisterProvider(ServiceTokenErrors.class)
@RetryWithNewToken
@OidcClientFilter("oauth")
@Path("/internal/resources/Client/{id}/rotate-secret")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
interface ClientSecrets {
    /** Returns a new secret, which is shown once. */
    @POST
    Uni<RotatedSecretBody> rotate(
            @RestHeader(CommandId.HEADER) CommandId command, @RestPath PathSegment id, SecretRotationBody body);

    /** How long the previous secret stays valid. */
    record SecretRotationBody(@Nullable String overlap) {}

    /** The new secret, and the time until which the previous one is valid. */
    record RotatedSecretBody(String clientId, String secret, Instant previousUntil) {
        @Override
        public String toString() {
            return "Rotated[" + clientId + "]";
        }
    }
}
