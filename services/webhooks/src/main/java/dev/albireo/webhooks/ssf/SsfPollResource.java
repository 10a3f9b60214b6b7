package dev.albireo.webhooks.ssf;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.web.CrossSite;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** /ssf/poll: a receiver fetches and acknowledges the tokens of its stream (RFC 8936). */
@Path("/ssf/poll")
@CrossSite("takes only bearer tokens, which no browser sends by itself")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class SsfPollResource {
    private final PollStream streams;
    private final EventReceiver receiver;

    SsfPollResource(PollStream streams, EventReceiver receiver) {
        this.streams = streams;
        this.receiver = receiver;
    }

    @POST
    @Path("/{stream}")
    @SsfReadScope
    public Uni<JsonNode> poll(@RestPath String stream, @Nullable JsonNode body) {
        return streams.poll(receiver.client(), stream, body);
    }
}
