package dev.albireo.oauth.client.resource;

import dev.albireo.web.CrossSite;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;

/** /internal/service-accounts: the rights of service accounts, for the services that own what these write. */
@Path("/internal/service-accounts")
@CrossSite("takes only bearer tokens, which no browser sends by itself")
class ServiceAccountResource {
    private final ServiceAccountRights rights;

    ServiceAccountResource(ServiceAccountRights rights) {
        this.rights = rights;
    }

    /** Whether a write is within the rights of the account. */
    record AuthConfigRightView(boolean mayWrite) {}

    @GET
    @Path("/{account}/auth-configs/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<AuthConfigRightView> authConfig(@RestPath String account, @RestPath String id) {
        return rights.mayWriteAuthConfig(account, id).map(AuthConfigRightView::new);
    }
}
