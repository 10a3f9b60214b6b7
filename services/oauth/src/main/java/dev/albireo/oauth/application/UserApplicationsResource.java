package dev.albireo.oauth.application;

import dev.albireo.events.AuditAction;
import dev.albireo.oauth.application.ApplicationsResource.ApplicationList;
import dev.albireo.oauth.param.Parameters;
import dev.albireo.outbox.Audit;
import dev.albireo.web.Actor;
import dev.albireo.web.AdministratorRoles;
import dev.albireo.web.AuditReason;
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
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** /internal/users/{subject}/authorized-applications: applications with access to an account, for the admin API. */
@Path("/internal/users/{subject}/authorized-applications")
@ByAdministrator
@Cancellable(false)
@CrossSite("takes only bearer tokens, which no browser sends by itself")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class UserApplicationsResource {
    private final ApplicationStore store;
    private final Audit audit;
    private final Actor actor;
    private final AdministratorRoles roles;
    private final Clock clock;

    UserApplicationsResource(ApplicationStore store, Audit audit, Actor actor, AdministratorRoles roles, Clock clock) {
        this.store = store;
        this.audit = audit;
        this.actor = actor;
        this.roles = roles;
        this.clock = clock;
    }

    /** The client whose access ends, and why. */
    record AccessRemoval(
            @Nullable String clientId, @Nullable String reason) {}

    @GET
    public Uni<ApplicationList> list(@RestPath UUID subject) {
        return store.list(subject, clock.instant()).map(ApplicationList::of);
    }

    /** Deletes the consent and ends the grants; rejected with {@code NOT_FOUND} if the client has no access. */
    @POST
    @Path("/revoke")
    public Uni<Void> revoke(@RestPath UUID subject, @Nullable AccessRemoval removal) {
        String client = removal == null ? null : removal.clientId();
        if (removal == null || client == null || !Parameters.isText(client)) {
            throw Problem.UNPROCESSABLE.because("clientId must be the id of a client", "clientId");
        }
        String reason = AuditReason.of(removal.reason());
        var record = audit.success(
                actor.name(),
                AuditAction.CONSENT_REVOKE,
                client,
                Map.of("subject", subject.toString(), "reason", reason),
                null);
        return store.groups(subject)
                .invoke(this::checkChange)
                .chain(() -> store.revoke(subject, client, clock.instant(), "administrator", record))
                .invoke(changed -> {
                    if (!changed) {
                        throw Problem.NOT_FOUND.because("the client has no access to the account");
                    }
                })
                .replaceWithVoid();
    }

    /** As in {@code credentials}: the account of an administrator is changed by a higher role, or by an owner. */
    private void checkChange(List<String> groups) {
        if (!actor.mayChange(roles.of(groups))) {
            throw Problem.FORBIDDEN.because(
                    "the user is an administrator: the account is changed by one with a higher role, or by an owner");
        }
    }
}
