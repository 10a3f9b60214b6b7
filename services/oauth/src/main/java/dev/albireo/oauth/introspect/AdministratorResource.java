package dev.albireo.oauth.introspect;

import dev.albireo.web.Actor;
import dev.albireo.web.AdministratorRoles;
import dev.albireo.web.ByAdministrator;
import dev.albireo.web.CrossSite;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.Cancellable;

/**
 * GET /internal/administrator: whether the acting administrator or service account is still authorized, and the administrator's role. The filter of internal endpoints
 * has checked it.
 */
@Path("/internal/administrator")
@ByAdministrator(serviceAccounts = true)
@Cancellable(false)
@CrossSite("takes only bearer tokens, which no browser sends by itself")
class AdministratorResource {
    private final Actor actor;

    AdministratorResource(Actor actor) {
        this.actor = actor;
    }

    @GET
    public Uni<Response> isStillAuthorized() {
        Response.ResponseBuilder response = Response.noContent();
        actor.role().ifPresent(role -> response.header(AdministratorRoles.HEADER, role.name()));
        return Uni.createFrom().item(response.build());
    }
}
