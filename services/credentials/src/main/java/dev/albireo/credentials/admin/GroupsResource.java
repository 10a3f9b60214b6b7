package dev.albireo.credentials.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.credentials.group.DeclareGroup;
import dev.albireo.credentials.group.Groups;
import dev.albireo.credentials.session.Access;
import dev.albireo.credentials.session.Access.Who;
import dev.albireo.web.ByAdministrator;
import dev.albireo.web.CrossSite;
import dev.albireo.web.DeclaredPage;
import dev.albireo.web.PageLimit;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** /internal/resources/Group: groups, what they require of their members, and who the members are. */
@Path("/internal/resources/Group")
@ByAdministrator
@Cancellable(false)
@Access(Who.SERVICES)
@CrossSite("takes only bearer tokens, which no browser sends by itself")
@Produces(MediaType.APPLICATION_JSON)
class GroupsResource {
    private final Groups groups;
    private final DeclareGroup declare;

    GroupsResource(Groups groups, DeclareGroup declare) {
        this.groups = groups;
        this.declare = declare;
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> put(
            @RestPath String id,
            @RestQuery boolean dryRun,
            @RestHeader("If-Match") @Nullable String ifMatch,
            @Nullable JsonNode body) {
        return (dryRun ? declare.wouldPut(id, body, ifMatch) : declare.put(id, body, ifMatch))
                .map(written -> written.resource().toResponse(written.created() ? 201 : 200));
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    public Uni<Response> patch(
            @RestPath String id, @RestHeader("If-Match") @Nullable String ifMatch, @Nullable JsonNode patch) {
        return declare.patch(id, patch, ifMatch)
                .map(written -> written.resource().toResponse(200));
    }

    @GET
    @Path("/{id}")
    public Uni<Response> get(@RestPath String id) {
        return groups.resource(id)
                .map(found -> found.orElseThrow(() -> Problem.NOT_FOUND.because("group not found")))
                .map(resource -> resource.toResponse(200));
    }

    @DELETE
    @Path("/{id}")
    public Uni<Response> delete(@RestPath String id, @RestHeader("If-Match") @Nullable String ifMatch) {
        return declare.delete(id, ifMatch).map(resource -> resource.toResponse(200));
    }

    @POST
    @Path("/{id}/members/add")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> addMembers(@RestPath String id, @Nullable JsonNode members) {
        return declare.addMembers(id, members).map(written -> written.resource().toResponse(200));
    }

    @POST
    @Path("/{id}/members/remove")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> removeMembers(@RestPath String id, @Nullable JsonNode members) {
        return declare.removeMembers(id, members)
                .map(written -> written.resource().toResponse(200));
    }

    @GET
    public Uni<DeclaredPage> list(@RestQuery @Nullable String after, @RestQuery @Nullable String limit) {
        int size = PageLimit.of(limit);
        return groups.page(after == null ? "" : after, size).map(found -> DeclaredPage.first(found, size));
    }
}
