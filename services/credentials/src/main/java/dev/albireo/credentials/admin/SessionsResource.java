package dev.albireo.credentials.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.credentials.session.Access;
import dev.albireo.credentials.session.Access.Who;
import dev.albireo.credentials.session.EndSession;
import dev.albireo.credentials.session.LookUpSession;
import dev.albireo.credentials.session.LookUpSession.LookedUpSession;
import dev.albireo.events.SessionState;
import dev.albireo.web.Actor;
import dev.albireo.web.CrossSite;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** /internal/sessions: queries of {@code oauth} about sessions, and their end. */
@Path("/internal/sessions")
@Access(Who.SERVICES)
@CrossSite("takes only bearer tokens, which no browser sends by itself")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class SessionsResource {
    private static final Set<String> REASONS = Set.of(SessionState.LOGOUT, SessionState.REVOKED);

    private final LookUpSession lookUp;
    private final EndSession endSession;
    private final Actor actor;

    SessionsResource(LookUpSession lookUp, EndSession endSession, Actor actor) {
        this.lookUp = lookUp;
        this.endSession = endSession;
        this.actor = actor;
    }

    @POST
    @Path("/lookup")
    public Uni<LookedUpSession> lookUp(@Nullable JsonNode json) {
        String hash = JsonBody.of(json).text("cookieHash");
        if (!hash.matches("[A-Za-z0-9_-]{43}")) {
            throw Problem.UNPROCESSABLE.because("cookieHash must be a base64url SHA-256 hash", "cookieHash");
        }
        return lookUp.byCookieHash(hash)
                .map(found -> found.orElseThrow(() -> Problem.NOT_FOUND.because("session not found")));
    }

    @POST
    @Path("/{id}/end")
    public Uni<SessionState> end(@RestPath String id, @Nullable JsonNode json) {
        String reason = JsonBody.of(json).text("reason");
        if (!REASONS.contains(reason)) {
            throw Problem.UNPROCESSABLE.because("reason must be one of " + REASONS, "reason");
        }
        return endSession
                .end(uuid(id), reason, actor.name())
                .map(found -> found.orElseThrow(SessionsResource::unknown).state());
    }

    private static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    private static RuntimeException unknown() {
        return Problem.NOT_FOUND.because("session not found");
    }
}
