package dev.albireo.oauth.application;

import dev.albireo.events.AuditAction;
import dev.albireo.oauth.claims.ScopeDescriptions;
import dev.albireo.oauth.param.Parameters;
import dev.albireo.outbox.Audit;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** /internal/users/{subject}/applications: for the account page, which authenticates the user. */
@Path("/internal/users/{subject}/applications")
@CrossSite("called by services with an access token")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class ApplicationsResource {
    private final ApplicationStore store;
    private final Audit audit;
    private final Clock clock;

    ApplicationsResource(ApplicationStore store, Audit audit, Clock clock) {
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    /** All applications. */
    record ApplicationList(List<ApplicationItem> items) {
        static ApplicationList of(List<AuthorizedApplication> applications) {
            return new ApplicationList(
                    applications.stream().map(ApplicationItem::of).toList());
        }
    }

    /** One application with readable permissions. */
    record ApplicationItem(
            String clientId,
            String name,
            @Nullable String logoUri,
            Instant since,
            List<ScopeDescriptions> permissions) {
        static ApplicationItem of(AuthorizedApplication application) {
            return new ApplicationItem(
                    application.client(),
                    application.name(),
                    application.logoUri().orElse(null),
                    application.since(),
                    application.scopes().stream().map(ScopeDescriptions::of).toList());
        }
    }

    /** The client whose access ends, and the network address of the user. */
    record AccessRevocation(
            @Nullable String clientId, @Nullable String address) {}

    @GET
    public Uni<ApplicationList> list(@RestPath String subject) {
        return store.list(uuid(subject), clock.instant()).map(ApplicationList::of);
    }

    @POST
    @Path("/revoke")
    public Uni<Void> revoke(@RestPath String subject, @Nullable AccessRevocation revocation) {
        if (revocation == null || revocation.clientId() == null || !Parameters.isText(revocation.clientId())) {
            throw Problem.BAD_REQUEST.because("clientId must be the id of a client", "clientId");
        }
        String client = revocation.clientId();
        var record = audit.success(subject, AuditAction.CONSENT_REVOKE, client, Map.of(), revocation.address());
        return store.revoke(uuid(subject), client, clock.instant(), "person", record)
                .replaceWithVoid();
    }

    private static UUID uuid(String subject) {
        try {
            return UUID.fromString(subject);
        } catch (IllegalArgumentException e) {
            throw Problem.BAD_REQUEST.because("must be a UUID", "subject");
        }
    }
}
