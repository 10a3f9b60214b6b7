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

/** The two commands of credentials that this service needs; everything else it says comes by itself. */
@RegisterRestClient(configKey = "credentials")
@Path("/internal/sessions")
interface CredentialsClient {
    /** Whose cookie is this? Fails with status 404 where it is nobody's. */
    @POST
    @Path("/lookup")
    Uni<Found> lookup(@HeaderParam("Authorization") String bearer, Lookup lookup);

    /** Ends the session; answers with its last state. */
    @POST
    @Path("/{id}/end")
    Uni<SessionState> end(@HeaderParam("Authorization") String bearer, @PathParam("id") PathSegment id, End end);

    /** Returns whether it answered that there is no such thing. */
    static boolean saysUnknown(Throwable failure) {
        return failure instanceof ClientWebApplicationException answer
                && answer.getResponse().getStatus() == 404;
    }

    /** The hash of a cookie. */
    record Lookup(String cookieHash) {}

    /** The session it opens, and its user. */
    record Found(SessionState session, UserState user) {
        public Found {
            requireNonNull(session, "the answer has no session");
            requireNonNull(user, "the answer has no user");
        }
    }

    /** Why a session ends. */
    record End(String reason) {}
}
