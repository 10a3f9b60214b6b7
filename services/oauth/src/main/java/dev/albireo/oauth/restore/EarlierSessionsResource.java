package dev.albireo.oauth.restore;

import dev.albireo.web.CrossSite;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** /internal/earlier-sessions: the end of all sessions that began before a time, which {@code credentials} has ended. */
@Path("/internal/earlier-sessions")
@Cancellable(false)
@CrossSite("called by services with an access token")
@Consumes(MediaType.APPLICATION_JSON)
class EarlierSessionsResource {
    private final GrantRestoreStore store;
    private final Clock clock;

    EarlierSessionsResource(GrantRestoreStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** The time before which the sessions began. */
    record EarlierSessions(@Nullable Instant before) {}

    /** Ends these sessions with all of their grants and notifies the clients; in force after the response. Repeating it is no error. */
    @POST
    @Path("/end")
    public Uni<Void> end(@Nullable EarlierSessions sessions) {
        Instant before = sessions == null ? null : sessions.before();
        if (before == null) {
            throw Problem.UNPROCESSABLE.because("before must be a time such as 2026-11-01T00:00:00Z", "before");
        }
        return store.revokeSessions(before, clock.instant()).replaceWithVoid();
    }
}
