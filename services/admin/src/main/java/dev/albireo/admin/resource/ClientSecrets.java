package dev.albireo.admin.resource;

import dev.albireo.admin.owner.ActorHeader;
import dev.albireo.admin.owner.OwnerRefusals;
import dev.albireo.protocol.PathSegment;
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
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** The secrets of clients, which {@code oauth} makes. */
@RegisterRestClient(configKey = "oauth")
@RegisterProvider(ActorHeader.class)
@RegisterProvider(OwnerRefusals.class)
@OidcClientFilter("oauth")
@Path("/internal/resources/Client/{id}/rotate-secret")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
interface ClientSecrets {
    /** A new one, shown this once. */
    @POST
    Uni<Rotated> rotate(@RestPath PathSegment id, Wish wish);

    /** How long the one before stays good. */
    record Wish(@Nullable String overlap) {}

    /** The new one, and until when the one before is good. */
    record Rotated(String clientId, String secret, Instant previousUntil) {
        @Override
        public String toString() {
            return "Rotated[" + clientId + "]";
        }
    }
}
