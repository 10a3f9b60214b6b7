package dev.albireo.credentials.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.credentials.oauth.OAuthNotifier;
import dev.albireo.credentials.session.Access;
import dev.albireo.credentials.session.Access.Who;
import dev.albireo.credentials.session.EndAllSessions;
import dev.albireo.events.AuditAction;
import dev.albireo.events.AuditRecorded;
import dev.albireo.outbox.Audit;
import dev.albireo.outbox.Outbox;
import dev.albireo.web.Actor;
import dev.albireo.web.AdministratorPermission;
import dev.albireo.web.ByAdministrator;
import dev.albireo.web.CrossSite;
import dev.albireo.web.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** /internal/all-sessions/end: signs out all users, owners included, as after an intrusion. */
@Path("/internal/all-sessions/end")
@ByAdministrator(permission = AdministratorPermission.OWN)
@Cancellable(false)
@Access(Who.SERVICES)
@CrossSite("takes only bearer tokens, which no browser sends by itself")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class AllSessionsResource {
    private static final String ALL = "all";
    private static final String BEFORE = "before";

    private final EndAllSessions sessions;
    private final OAuthNotifier oauth;
    private final Outbox outbox;
    private final Audit audit;
    private final Actor actor;
    private final Clock clock;

    AllSessionsResource(
            EndAllSessions sessions, OAuthNotifier oauth, Outbox outbox, Audit audit, Actor actor, Clock clock) {
        this.sessions = sessions;
        this.oauth = oauth;
        this.outbox = outbox;
        this.audit = audit;
        this.actor = actor;
        this.clock = clock;
    }

    /** The number of sessions that ended, and whether {@code oauth} has applied it. */
    record AllSessionsEnded(int sessions, boolean inForce) {}

    /** Ends the sessions of all users that began before {@code before}, by default now, with all of their grants. */
    @POST
    public Uni<AllSessionsEnded> end(@Nullable JsonNode json) {
        JsonBody body = JsonBody.of(json);
        String reason = body.reason();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant before = body.optionalText(BEFORE).map(text -> time(text, now)).orElseGet(() -> now.plusMillis(1));
        AuditRecorded record = audit.success(
                actor.name(),
                AuditAction.SESSION_END_ALL,
                ALL,
                Map.of("reason", reason, BEFORE, before.toString()),
                null);
        return Panache.withTransaction(() -> sessions.endEarlier(now, before)
                        .call(() -> Panache.getSession().chain(hibernate -> outbox.append(hibernate, record))))
                .chain(number -> oauth.earlierSessions(before).map(inForce -> new AllSessionsEnded(number, inForce)));
    }

    private static Instant time(String text, Instant now) {
        try {
            Instant before = OffsetDateTime.parse(text).toInstant();
            if (!before.isAfter(now)) {
                return before;
            }
        } catch (DateTimeException e) {
            // as below
        }
        throw Problem.UNPROCESSABLE.because(
                "before must be a time that has passed, such as 2026-11-01T00:00:00Z", BEFORE);
    }
}
