package dev.albireo.webhooks.ssf;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.web.CrossSite;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** /ssf/verification: a receiver asks for a verification event (Shared Signals Framework 1.0 section 8.1.4.2). */
@Path("/ssf/verification")
@CrossSite("takes only bearer tokens, which no browser sends by itself")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class SsfVerificationResource {
    private final ManageStream manage;
    private final EventReceiver receiver;

    SsfVerificationResource(ManageStream manage, EventReceiver receiver) {
        this.manage = manage;
        this.receiver = receiver;
    }

    @POST
    public Uni<Void> verify(@Nullable JsonNode body) {
        return manage.verify(receiver.client(), body);
    }
}
