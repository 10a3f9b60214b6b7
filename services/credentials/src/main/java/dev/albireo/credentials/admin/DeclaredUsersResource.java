package dev.albireo.credentials.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.credentials.session.Access;
import dev.albireo.credentials.session.Access.Who;
import dev.albireo.credentials.user.DeclaredUsers;
import dev.albireo.web.ByAdministrator;
import dev.albireo.web.CrossSite;
import dev.albireo.web.DeclaredPage;
import dev.albireo.web.PageLimit;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** /internal/resources/User: accounts as declared resources. */
@Path("/internal/resources/User")
@ByAdministrator
@Cancellable(false)
@Access(Who.SERVICES)
@CrossSite("takes only bearer tokens, which no browser sends by itself")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class DeclaredUsersResource {
    private final DeclaredUsers users;
    private final DeclareUser declare;

    DeclaredUsersResource(DeclaredUsers users, DeclareUser declare) {
        this.users = users;
        this.declare = declare;
    }

    @PUT
    @Path("/{id}")
    public Uni<Response> put(
            @RestPath String id,
            @RestQuery boolean dryRun,
            @Nullable JsonNode body,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return (dryRun ? declare.wouldPut(id, body, ifMatch) : declare.put(id, body, ifMatch))
                .map(declared -> UserDeclaration.show(declared.user()).toResponse(declared.created() ? 201 : 200));
    }

    @PATCH
    @Path("/{id}")
    public Uni<Response> patch(
            @RestPath String id, @Nullable JsonNode body, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return declare.patch(id, body, ifMatch)
                .map(declared -> UserDeclaration.show(declared.user()).toResponse(200));
    }

    @GET
    @Path("/{id}")
    public Uni<Response> get(@RestPath String id) {
        return declare.find(id).map(user -> UserDeclaration.show(user).toResponse(200));
    }

    @DELETE
    @Path("/{id}")
    @Consumes(MediaType.WILDCARD)
    public Uni<Response> delete(@RestPath String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return declare.delete(id, ifMatch)
                .map(deleted -> UserDeclaration.show(deleted.user()).toResponse(200));
    }

    @GET
    public Uni<DeclaredPage> list(
            @RestQuery @Nullable String after, @RestQuery @Nullable String limit, @RestQuery @Nullable String group) {
        int size = PageLimit.of(limit);
        return users.page(after == null ? "" : after, ListedUsers.group(group), size)
                .map(found -> DeclaredPage.first(
                        found.stream().map(UserDeclaration::show).toList(), size));
    }
}
