package dev.albireo.webhooks.ssf;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.web.CrossSite;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** /ssf/status: the status of a stream (Shared Signals Framework 1.0 section 8.1.2). */
@Path("/ssf/status")
@CrossSite("takes only bearer tokens, which no browser sends by itself")
@Produces(MediaType.APPLICATION_JSON)
class SsfStatusResource {
    private final ManageStream manage;
    private final EventReceiver receiver;

    SsfStatusResource(ManageStream manage, EventReceiver receiver) {
        this.manage = manage;
        this.receiver = receiver;
    }

    @GET
    public Uni<JsonNode> read(@RestQuery("stream_id") @Nullable String id) {
        return manage.status(receiver.client(), id);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<JsonNode> update(@Nullable JsonNode body) {
        return manage.changeStatus(receiver.client(), body);
    }
}
