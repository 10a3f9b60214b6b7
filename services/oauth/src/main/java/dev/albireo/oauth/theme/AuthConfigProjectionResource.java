package dev.albireo.oauth.theme;

import dev.albireo.events.AuthConfigState;
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

/** Changes of AuthConfigs that credentials sends synchronously instead of by event. In force after the response. */
@Path("/internal/auth-configs")
@CrossSite("called by services with an access token")
@Consumes(MediaType.APPLICATION_JSON)
class AuthConfigProjectionResource {
    private final AuthConfigProjectionStore store;

    AuthConfigProjectionResource(AuthConfigProjectionStore store) {
        this.store = store;
    }

    @PUT
    @Path("/{id}")
    public Uni<Void> put(@RestPath String id, @Nullable AuthConfigState config) {
        DeclaredRepresentation.checkId(id);
        if (config == null || !id.equals(config.id())) {
            throw Problem.BAD_REQUEST.because("the id in the path differs from the id in the body", "id");
        }
        if (config.createdAt() == null || config.theme() == null) {
            throw Problem.BAD_REQUEST.because("createdAt and theme are required");
        }
        return store.apply(config);
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
