package dev.albireo.webhooks.ssf;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.web.CrossSite;
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
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** /ssf/streams: the stream configuration (Shared Signals Framework 1.0 section 8.1.1). */
@Path("/ssf/streams")
@CrossSite("takes only bearer tokens, which no browser sends by itself")
@Produces(MediaType.APPLICATION_JSON)
class SsfStreamResource {
    private final ManageStream manage;
    private final EventReceiver receiver;

    SsfStreamResource(ManageStream manage, EventReceiver receiver) {
        this.manage = manage;
        this.receiver = receiver;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> create(@Nullable JsonNode body) {
        return manage.create(receiver.client(), body)
                .map(stream ->
                        Response.status(Response.Status.CREATED).entity(stream).build());
    }

    @GET
    public Uni<JsonNode> read(@RestQuery("stream_id") @Nullable String id) {
        return manage.read(receiver.client(), id);
    }

    @PATCH
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<JsonNode> update(@Nullable JsonNode body) {
        return manage.update(receiver.client(), body);
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<JsonNode> replace(@Nullable JsonNode body) {
        return manage.replace(receiver.client(), body);
    }

    @DELETE
    public Uni<Void> delete(@RestQuery("stream_id") @Nullable String id) {
        return manage.delete(receiver.client(), id);
    }
}
