package dev.albireo.oauth.twofactor;

import dev.albireo.events.GroupState;
import dev.albireo.web.CrossSite;
import dev.albireo.web.DeclaredRepresentation;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Changes of declared groups that credentials sends synchronously instead of by event. In force after the response. */
@Path("/internal/groups")
@CrossSite("called by services with an access token")
@Consumes(MediaType.APPLICATION_JSON)
class GroupProjectionResource {
    private final GroupProjectionStore store;

    GroupProjectionResource(GroupProjectionStore store) {
        this.store = store;
    }

    @PUT
    @Path("/{id}")
    public Uni<Void> put(@RestPath String id, @Nullable GroupState group) {
        DeclaredRepresentation.checkId(id);
        if (group == null || !id.equals(group.id())) {
            throw Problem.BAD_REQUEST.because("the id in the path differs from the id in the body", "id");
        }
        if (group.version() < 1) {
            throw Problem.BAD_REQUEST.because("version must be a positive number", "version");
        }
        return store.apply(group);
    }

    @DELETE
    @Path("/{id}")
    public Uni<Void> delete(@RestPath String id, @RestQuery @Nullable String version) {
        DeclaredRepresentation.checkId(id);
        if (version == null || !version.matches("[0-9]{1,9}")) {
            throw Problem.BAD_REQUEST.because("version must be a number", "version");
        }
        return store.delete(id, Integer.parseInt(version));
    }
}
