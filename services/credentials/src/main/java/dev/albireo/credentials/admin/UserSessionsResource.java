package dev.albireo.credentials.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.credentials.admin.UserAdministration.ChangedUser;
import dev.albireo.credentials.session.Access;
import dev.albireo.credentials.session.Access.Who;
import dev.albireo.credentials.session.LiveSession;
import dev.albireo.credentials.user.UserView;
import dev.albireo.credentials.user.Users;
import dev.albireo.web.AdministratorPermission;
import dev.albireo.web.ByAdministrator;
import dev.albireo.web.CrossSite;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** /internal/users/{subject}/sessions: the sessions of a user, for the admin API. */
@Path("/internal/users/{subject}/sessions")
@ByAdministrator(permission = AdministratorPermission.SUPPORT)
@Cancellable(false)
@Access(Who.SERVICES)
@CrossSite("takes only bearer tokens, which no browser sends by itself")
@Produces(MediaType.APPLICATION_JSON)
class UserSessionsResource {
    private final Users users;
    private final UserSessions sessions;

    UserSessionsResource(Users users, UserSessions sessions) {
        this.users = users;
        this.sessions = sessions;
    }

    /** The active sessions of a user. */
    record SessionList(List<LiveSession> items) {}

    @GET
    public Uni<SessionList> list(@RestPath UUID subject) {
        return requireUser(subject).chain(sessions::of).map(SessionList::new);
    }

    /** Ends all sessions of the user. */
    @POST
    @Path("/end")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<ChangedUser> endSessions(@RestPath UUID subject, @Nullable JsonNode json) {
        String reason = JsonBody.of(json).reason();
        return requireUser(subject)
                .chain(user -> sessions.endAll(user, reason).map(inForce -> new ChangedUser(user, inForce)));
    }

    @POST
    @Path("/{session}/end")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<ChangedUser> endSession(@RestPath UUID subject, @RestPath UUID session, @Nullable JsonNode json) {
        String reason = JsonBody.of(json).reason();
        return requireUser(subject)
                .chain(user -> sessions.end(user, session, reason).map(inForce -> new ChangedUser(user, inForce)));
    }

    private Uni<UserView> requireUser(UUID subject) {
        return users.viewBySubject(subject)
                .map(found -> found.orElseThrow(() -> Problem.NOT_FOUND.because("user not found")));
    }
}
