package dev.albireo.oauth.client.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.oauth.client.resource.DeclareClient.Write;
import dev.albireo.sql.TransactionEnd;
import dev.albireo.web.Actor;
import dev.albireo.web.ByAdministrator;
import dev.albireo.web.CrossSite;
import dev.albireo.web.DeclaredPage;
import dev.albireo.web.DeclaredRepresentation;
import dev.albireo.web.PageLimit;
import dev.albireo.web.Problem;
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

/** /internal/resources/Client: the clients as declared resources, for the admin API. */
@Path("/internal/resources/Client")
@ByAdministrator(serviceAccounts = true)
@Cancellable(false)
@CrossSite("takes only bearer tokens, which no browser sends by itself")
@Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
@Produces(MediaType.APPLICATION_JSON)
class ClientResource {
    private final DeclareClient declare;
    private final Actor actor;

    ClientResource(DeclareClient declare, Actor actor) {
        this.declare = declare;
        this.actor = actor;
    }

    @PUT
    @Path("/{id}")
    public Uni<Response> put(
            @RestPath String id,
            @RestQuery boolean dryRun,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Nullable JsonNode body) {
        TransactionEnd end = dryRun ? TransactionEnd.ROLLBACK : TransactionEnd.COMMIT;
        return declare.put(new Write(id, object(body), ifMatch, actor.name(), end))
                .map(written -> written.resource().toResponse(written.created() ? 201 : 200));
    }

    @PATCH
    @Path("/{id}")
    public Uni<Response> patch(
            @RestPath String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, @Nullable JsonNode body) {
        return declare.patch(new Write(id, object(body), ifMatch, actor.name(), TransactionEnd.COMMIT))
                .map(written -> written.resource().toResponse(200));
    }

    @GET
    @Path("/{id}")
    public Uni<Response> get(@RestPath String id) {
        return declare.find(id).map(resource -> resource.toResponse(200));
    }

    @DELETE
    @Path("/{id}")
    public Uni<Response> delete(@RestPath String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return declare.delete(id, ifMatch, actor.name()).map(resource -> resource.toResponse(200));
    }

    @GET
    public Uni<DeclaredPage> list(@RestQuery @Nullable String after, @RestQuery @Nullable String limit) {
        return declare.list(after(after), PageLimit.of(limit))
                .map(listed -> DeclaredPage.of(listed.resources(), listed.next()));
    }

    private static ObjectNode object(@Nullable JsonNode body) {
        if (body instanceof ObjectNode) {
            return (ObjectNode) DeclaredMetadata.ALIASES.resolve(body);
        }
        throw Problem.BAD_REQUEST.because("the body must be an object");
    }

    private static String after(@Nullable String after) {
        if (after == null || after.isEmpty()) {
            return "";
        }
        if (!DeclaredRepresentation.isId(after)) {
            throw Problem.BAD_REQUEST.because("after must be the cursor of a previous page", "after");
        }
        return after;
    }
}
