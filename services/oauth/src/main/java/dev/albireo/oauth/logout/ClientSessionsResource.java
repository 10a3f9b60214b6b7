package dev.albireo.oauth.logout;

import dev.albireo.events.AuditAction;
import dev.albireo.events.AuditRecorded;
import dev.albireo.oauth.client.ClientRepository;
import dev.albireo.outbox.Audit;
import dev.albireo.web.Actor;
import dev.albireo.web.AuditReason;
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
import java.util.Map;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/**
 * /internal/resources/Client/{id}/sessions/end: signs all users out of one client. Its grants end and it is notified by back channel; the
 * login sessions of the users continue, in which they can authorize it again.
 */
@Path("/internal/resources/Client/{id}/sessions/end")
@ByAdministrator
@Cancellable(false)
@CrossSite("takes only bearer tokens, which no browser sends by itself")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class ClientSessionsResource {
    private final ClientRepository clients;
    private final ClientSessionStore store;
    private final Audit audit;
    private final Actor actor;
    private final Clock clock;

    ClientSessionsResource(ClientRepository clients, ClientSessionStore store, Audit audit, Actor actor, Clock clock) {
        this.clients = clients;
        this.store = store;
        this.audit = audit;
        this.actor = actor;
        this.clock = clock;
    }

    /** The reason for the audit trail. */
    record EndReason(@Nullable String reason) {}

    /** The number of sessions in which the client had a grant. */
    record EndedClientSessions(long sessions) {}

    /** Rejected with {@code NOT_FOUND} if there is no such client. */
    @POST
    public Uni<EndedClientSessions> end(@RestPath String id, @Nullable EndReason submitted) {
        String reason = AuditReason.of(submitted == null ? null : submitted.reason());
        var record = audit.success(
                actor.name(),
                AuditAction.SESSION_END_ALL,
                id,
                Map.of("reason", reason, AuditRecorded.CLIENT, id),
                null);
        return Panache.withSession(() -> clients.findById(id))
                .onItem()
                .ifNull()
                .failWith(() -> Problem.NOT_FOUND.because("client not found"))
                .chain(() -> store.end(id, clock.instant(), record))
                .map(EndedClientSessions::new);
    }
}
