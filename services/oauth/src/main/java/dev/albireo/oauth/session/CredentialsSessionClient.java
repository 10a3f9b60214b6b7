package dev.albireo.oauth.session;

import static java.util.Objects.requireNonNull;

import dev.albireo.events.SessionState;
import dev.albireo.events.UserState;
import dev.albireo.protocol.PathSegment;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.ClientWebApplicationException;

/** The two commands of credentials that this service calls; all other data arrives by event. */
@RegisterRestClient(configKey = "credentials")
@Path("/internal/sessions")
interface CredentialsSessionClient {
    /** Returns the session of a cookie. Fails with status 404 if there is none. */
    @POST
    @Path("/lookup")
    Uni<FoundSession> lookup(@HeaderParam("Authorization") String bearer, Lookup lookup);

    /** Ends the session; returns its last state. */
    @POST
    @Path("/{id}/end")
    Uni<SessionState> end(@HeaderParam("Authorization") String bearer, @PathParam("id") PathSegment id, End end);

    /** Returns whether the response was 404. */
    static boolean isUnknownSession(Throwable failure) {
        return failure instanceof ClientWebApplicationException error
                && error.getResponse().getStatus() == 404;
    }

    /** The hash of a cookie. */
    record Lookup(String cookieHash) {}

    /** The session and its user. */
    record FoundSession(SessionState session, UserState user) {
        public FoundSession {
            requireNonNull(session, "response has no session");
            requireNonNull(user, "response has no user");
        }
    }

    /** The reason for the end of a session. */
    record End(String reason) {}
}
