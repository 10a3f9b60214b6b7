package dev.albireo.oauth.introspect;

import dev.albireo.web.ByAdministrator;
import dev.albireo.web.CrossSite;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.Cancellable;

/**
 * GET /internal/administrator: whether the acting administrator or service account is still authorized. The filter of internal endpoints
 * has checked it.
 */
@Path("/internal/administrator")
@ByAdministrator(serviceAccounts = true)
@Cancellable(false)
@CrossSite("takes only bearer tokens, which no browser sends by itself")
class AdministratorResource {
    @GET
    public Uni<Response> isStillAuthorized() {
        return Uni.createFrom().item(Response.noContent().build());
    }
}
