package dev.albireo.admin.owner;

import io.quarkus.oidc.client.filter.OidcClientFilter;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Whether an administrator may act still, which {@code oauth} knows: it has the grant that the access token lives by. */
@RegisterRestClient(configKey = "oauth")
@RegisterProvider(OwnerRefusals.class)
@OidcClientFilter("oauth")
@Path("/internal/administrator")
public interface StandingAdministrator {
    /** Fails with the owner's refusal where not; {@code token} is the person's own access token. */
    @GET
    Uni<Void> mayStillAct(@HeaderParam("Albireo-Actor") String token);
}
