package dev.albireo.webhooks.ssf;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.web.CrossSite;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** /ssf/subjects: the users of a stream (Shared Signals Framework 1.0 section 8.1.3). */
@Path("/ssf/subjects")
@CrossSite("takes only bearer tokens, which no browser sends by itself")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class SsfSubjectResource {
    private final StreamSubjects subjects;
    private final EventReceiver receiver;

    SsfSubjectResource(StreamSubjects subjects, EventReceiver receiver) {
        this.subjects = subjects;
        this.receiver = receiver;
    }

    @POST
    @Path("/add")
    public Uni<Response> add(@Nullable JsonNode body) {
        return subjects.add(receiver.client(), body).map(done -> Response.ok().build());
    }

    @POST
    @Path("/remove")
    public Uni<Void> remove(@Nullable JsonNode body) {
        return subjects.remove(receiver.client(), body);
    }
}
