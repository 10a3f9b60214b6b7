package dev.albireo.oauth.logout;

import dev.albireo.events.AuditAction;
import dev.albireo.oauth.logout.LogoutDeliveryStore.UndeliveredLogout;
import dev.albireo.oauth.param.Parameters;
import dev.albireo.outbox.Audit;
import dev.albireo.web.Actor;
import dev.albireo.web.ByAdministrator;
import dev.albireo.web.CrossSite;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** /internal/logout-deliveries: the clients that have not been notified of the end of a session. */
@Path("/internal/logout-deliveries")
@ByAdministrator
@Cancellable(false)
@CrossSite("takes only bearer tokens, which no browser sends by itself")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class LogoutDeliveriesResource {
    private static final int LARGEST_PAGE = 500;

    private final LogoutDeliveryStore store;
    private final Audit audit;
    private final Actor actor;
    private final Clock clock;

    LogoutDeliveriesResource(LogoutDeliveryStore store, Audit audit, Actor actor, Clock clock) {
        this.store = store;
        this.audit = audit;
        this.actor = actor;
        this.clock = clock;
    }

    /** A page of deliveries. */
    record UndeliveredLogouts(List<LogoutDeliveryItem> items) {}

    /** A delivery; {@code state} is {@code due} or {@code dead}. */
    record LogoutDeliveryItem(
            String sessionId,
            String clientId,
            String state,
            int attempts,
            @Nullable String lastError,
            Instant endedAt,
            @Nullable Instant nextAttemptAt) {
        static LogoutDeliveryItem of(UndeliveredLogout delivery) {
            return new LogoutDeliveryItem(
                    delivery.session().toString(),
                    delivery.client(),
                    delivery.state().word(),
                    delivery.attempts(),
                    delivery.lastError().orElse(null),
                    delivery.endedAt(),
                    delivery.nextAttemptAt().orElse(null));
        }
    }

    @GET
    public Uni<UndeliveredLogouts> list(@RestQuery @Nullable String client, @RestQuery @DefaultValue("50") int limit) {
        if (client != null && !Parameters.isText(client)) {
            throw Problem.BAD_REQUEST.because("client not found", "client");
        }
        return store.undelivered(Optional.ofNullable(client), Math.clamp(limit, 1, LARGEST_PAGE))
                .map(found -> new UndeliveredLogouts(
                        found.stream().map(LogoutDeliveryItem::of).toList()));
    }

    /** The session and the client of a delivery. */
    record RetryRequest(
            @Nullable String sessionId, @Nullable String clientId) {}

    /** Repeats a dead delivery. */
    @POST
    @Path("/retry")
    public Uni<Void> retry(@Nullable RetryRequest wanted) {
        String client = wanted == null ? null : wanted.clientId();
        if (wanted == null || wanted.sessionId() == null || client == null || !Parameters.isText(client)) {
            throw unknown();
        }
        UUID session = uuid(wanted.sessionId());
        var record = audit.success(
                actor.name(), AuditAction.LOGOUT_RETRY, client, Map.of("session", session.toString()), null);
        return store.retry(session, client, clock.instant(), record)
                .invoke(found -> {
                    if (!found) {
                        throw unknown();
                    }
                })
                .replaceWithVoid();
    }

    private static UUID uuid(String session) {
        try {
            return UUID.fromString(session);
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    private static RuntimeException unknown() {
        return Problem.NOT_FOUND.because("no failed logout delivery for this session and client");
    }
}
