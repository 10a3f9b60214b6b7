package dev.albireo.admin.registration;

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
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** The initial access tokens, which {@code oauth} owns. */
@RegisterRestClient(configKey = "oauth")
@RegisterProvider(ActorHeader.class)
@RegisterProvider(OwnerAvailability.class)
@RegisterProvider(OwnerErrors.class)
@RegisterProvider(ServiceTokenErrors.class)
@RetryWithNewToken
@OidcClientFilter("oauth")
@Path("/internal/initial-access-tokens")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
interface OauthInitialTokens {
    /** The requested properties; null means the configured value. */
    record IssueBody(
            String label,
            @Nullable Integer clients,
            @Nullable String lifetime) {}

    /** One token; {@code token} is present in the response to its creation only. */
    record InitialTokenBody(
            String id,
            @Nullable String token,
            String label,
            String issuedBy,
            Instant issuedAt,
            Instant expiresAt,
            int clients,
            int registered,
            @Nullable Instant revokedAt) {
        @Override
        public String toString() {
            return "Item[" + id + "]";
        }
    }

    /** All tokens. */
    record InitialTokensBody(List<InitialTokenBody> items) {}

    @POST
    Uni<InitialTokenBody> issue(@RestHeader(CommandId.HEADER) CommandId command, IssueBody order);

    @GET
    Uni<InitialTokensBody> list();

    @POST
    @Path("/{id}/revoke")
    Uni<InitialTokenBody> revoke(@RestHeader(CommandId.HEADER) CommandId command, @RestPath PathSegment id);
}
