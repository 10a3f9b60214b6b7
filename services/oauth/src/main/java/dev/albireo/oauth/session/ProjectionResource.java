package dev.albireo.oauth.session;

import dev.albireo.events.SessionState;
import dev.albireo.events.UserState;
import dev.albireo.web.CrossSite;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.util.UUID;

/** Changes that credentials sends synchronously instead of by event: the end of a session, a disabled user. In force after the response. */
@Path("/internal")
@CrossSite("called by services with an access token")
class ProjectionResource {
    private final SessionProjectionStore store;
    private final Clock clock;

    ProjectionResource(SessionProjectionStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @PUT
    @Path("/sessions/{id}")
    public Uni<Void> session(String id, SessionState state) {
        same(id, state == null ? "" : state.id(), "id");
        return store.apply(state, clock.instant());
    }

    @PUT
    @Path("/users/{subject}")
    public Uni<Void> user(String subject, UserState user) {
        same(subject, user == null ? "" : user.subject(), "subject");
        return store.apply(user, clock.instant());
    }

    private static void same(String path, String body, String field) {
        try {
            if (!UUID.fromString(path).toString().equals(body)) {
                throw Problem.BAD_REQUEST.because("the id in the path differs from the id in the body", field);
            }
        } catch (IllegalArgumentException e) {
            throw Problem.BAD_REQUEST.because("must be a UUID", field);
        }
    }
}
