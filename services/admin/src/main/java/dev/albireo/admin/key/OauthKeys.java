package dev.albireo.admin.key;

import dev.albireo.admin.owner.ActorHeader;
import dev.albireo.admin.owner.CommandId;
import dev.albireo.admin.owner.OwnerAvailability;
import dev.albireo.admin.owner.OwnerErrors;
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
import java.util.Map;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestHeader;

/** The signing keys, which {@code oauth} owns. */
@RegisterRestClient(configKey = "oauth")
@RegisterProvider(ActorHeader.class)
@RegisterProvider(OwnerAvailability.class)
@RegisterProvider(OwnerErrors.class)
@RegisterProvider(ServiceTokenErrors.class)
@RetryWithNewToken
@OidcClientFilter("oauth")
@Path("/internal/keys")
@Produces(MediaType.APPLICATION_JSON)
interface OauthKeys {
    /** Key ids by algorithm. */
    record ActiveKeysBody(Map<String, String> active) {}

    /** The key, and the reason for the audit trail. */
    record KeyRevocationBody(String kid, String reason) {}

    @GET
    Uni<List<StoredSigningKey>> list();

    @POST
    @Path("/rotate")
    Uni<ActiveKeysBody> rotate(@RestHeader(CommandId.HEADER) CommandId command);

    @POST
    @Path("/revoke")
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<ActiveKeysBody> revoke(@RestHeader(CommandId.HEADER) CommandId command, KeyRevocationBody revocation);
}
