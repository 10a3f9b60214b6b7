package dev.albireo.webhooks.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.sql.TransactionEnd;
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

/** /internal/resources/WebhookSubscription: which events are posted where. */
@Path("/internal/resources/WebhookSubscription")
@ByAdministrator
@Cancellable(false)
@CrossSite("takes only bearer tokens, which no browser sends by itself")
@Produces(MediaType.APPLICATION_JSON)
class WebhookSubscriptionResource {
    private final Subscriptions subscriptions;
    private final DeclareSubscription declare;

    WebhookSubscriptionResource(Subscriptions subscriptions, DeclareSubscription declare) {
        this.subscriptions = subscriptions;
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
        return declare.put(id, body, ifMatch, dryRun ? TransactionEnd.ROLLBACK : TransactionEnd.COMMIT)
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
        return subscriptions
                .resource(id)
                .map(found -> found.orElseThrow(() -> Problem.NOT_FOUND.because("WebhookSubscription not found")))
                .map(resource -> resource.toResponse(200));
    }

    @DELETE
    @Path("/{id}")
    public Uni<Response> delete(@RestPath String id, @RestHeader("If-Match") @Nullable String ifMatch) {
        return declare.delete(id, ifMatch).map(resource -> resource.toResponse(200));
    }

    @GET
    public Uni<DeclaredPage> list(@RestQuery @Nullable String after, @RestQuery @Nullable String limit) {
        int size = PageLimit.of(limit);
        return subscriptions.page(after == null ? "" : after, size).map(found -> DeclaredPage.first(found, size));
    }
}
