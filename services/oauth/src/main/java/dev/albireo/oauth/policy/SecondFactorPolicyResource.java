package dev.albireo.oauth.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.sql.TransactionEnd;
import dev.albireo.web.ByAdministrator;
import dev.albireo.web.CrossSite;
import dev.albireo.web.DeclaredPage;
import dev.albireo.web.PageLimit;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** /internal/resources/SecondFactorPolicy: the declared second-factor policies and their versions, for the admin API. */
@Path("/internal/resources/SecondFactorPolicy")
@ByAdministrator
@Cancellable(false)
@CrossSite("takes only bearer tokens, which no browser sends by itself")
@Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
@Produces(MediaType.APPLICATION_JSON)
class SecondFactorPolicyResource {
    private static final String IF_MATCH = "If-Match";

    private final DeclarePolicy declare;
    private final SecondFactorPolicyStore store;

    SecondFactorPolicyResource(DeclarePolicy declare, SecondFactorPolicyStore store) {
        this.declare = declare;
        this.store = store;
    }

    /**
     * One version in a list.
     *
     * @param policy the members as they were declared; null if the version is a deletion
     */
    record ListedPolicyVersion(
            String versionId,
            String changedBy,
            Instant changedAt,
            @Nullable ObjectNode policy) {
        static ListedPolicyVersion of(PolicyVersion version) {
            return new ListedPolicyVersion(
                    Integer.toString(version.version()),
                    version.changedBy(),
                    version.changedAt(),
                    version.document().orElse(null));
        }
    }

    /** A page of versions, newest first; {@code next} is null on the last one. */
    record PolicyVersionPage(
            List<ListedPolicyVersion> items, @Nullable String next) {}

    /** The version to restore. */
    record RestoredVersion(@Nullable String versionId) {}

    @PUT
    @Path("/{id}")
    public Uni<Response> put(
            @RestPath String id,
            @RestQuery boolean dryRun,
            @RestHeader(IF_MATCH) @Nullable String ifMatch,
            @Nullable JsonNode body) {
        return declare.put(id, body, ifMatch, dryRun ? TransactionEnd.ROLLBACK : TransactionEnd.COMMIT)
                .map(written -> written.version().representation().toResponse(written.created() ? 201 : 200));
    }

    @PATCH
    @Path("/{id}")
    public Uni<Response> patch(
            @RestPath String id, @RestHeader(IF_MATCH) @Nullable String ifMatch, @Nullable JsonNode patch) {
        return declare.patch(id, patch, ifMatch)
                .map(written -> written.version().representation().toResponse(200));
    }

    @GET
    @Path("/{id}")
    public Uni<Response> get(@RestPath String id) {
        return store.current(id)
                .map(found -> found.filter(PolicyVersion::isDeclared)
                        .orElseThrow(DeclarePolicy::unknown)
                        .representation()
                        .toResponse(200));
    }

    @DELETE
    @Path("/{id}")
    public Uni<Response> delete(@RestPath String id, @RestHeader(IF_MATCH) @Nullable String ifMatch) {
        return declare.delete(id, ifMatch).map(resource -> resource.toResponse(200));
    }

    @GET
    public Uni<DeclaredPage> list(@RestQuery @Nullable String after, @RestQuery @Nullable String limit) {
        int size = PageLimit.of(limit);
        return store.inForce()
                .map(policies -> policies.stream()
                        .filter(policy -> after == null || policy.id().compareTo(after) > 0)
                        .limit(size + 1L)
                        .map(PolicyVersion::representation)
                        .toList())
                .map(resources -> DeclaredPage.first(resources, size));
    }

    /** Lists versions, newest first. */
    @GET
    @Path("/{id}/versions")
    public Uni<PolicyVersionPage> versions(
            @RestPath String id, @RestQuery @Nullable String after, @RestQuery @Nullable String limit) {
        int size = PageLimit.of(limit);
        int before = after == null || after.isEmpty() ? Integer.MAX_VALUE : version(after, "after");
        return store.page(id, before, size + 1)
                .map(found -> new PolicyVersionPage(
                        found.stream().limit(size).map(ListedPolicyVersion::of).toList(),
                        found.size() > size
                                ? Integer.toString(found.get(size - 1).version())
                                : null));
    }

    /** Puts an earlier version in force again. */
    @POST
    @Path("/{id}/restore")
    public Uni<Response> restore(
            @RestPath String id, @RestHeader(IF_MATCH) @Nullable String ifMatch, @Nullable RestoredVersion restored) {
        String wanted = restored == null ? null : restored.versionId();
        return declare.restore(id, version(wanted, "versionId"), ifMatch)
                .map(written -> written.version().representation().toResponse(200));
    }

    private static int version(@Nullable String text, String parameter) {
        if (text == null || !text.matches("[0-9]{1,9}")) {
            throw Problem.UNPROCESSABLE.because(parameter + " must be a versionId of the policy", parameter);
        }
        return Integer.parseInt(text);
    }
}
