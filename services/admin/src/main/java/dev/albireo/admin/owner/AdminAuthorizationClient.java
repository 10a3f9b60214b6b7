package dev.albireo.admin.owner;

import dev.albireo.web.RetryWithNewToken;
import dev.albireo.web.ServiceTokenErrors;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;

/** Asks {@code oauth} whether an administrator is still authorized: it owns the grant that the access token depends on. */
@RegisterRestClient(configKey = "oauth")
@RegisterProvider(OwnerErrors.class)
@RegisterProvider(ServiceTokenErrors.class)
@RetryWithNewToken
@OidcClientFilter("oauth")
@Path("/internal/administrator")
public interface AdminAuthorizationClient {
    /** Returns a response with the role; fails with the owner's error if not. {@code token} is the administrator's own access token. */
    @GET
    Uni<RestResponse<Void>> authorization(@HeaderParam("Albireo-Actor") String token);
}
