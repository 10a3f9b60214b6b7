package dev.albireo.oauth.admission;

import dev.albireo.oauth.admission.IssueInitialToken.InitialTokenRequest;
import dev.albireo.oauth.admission.IssueInitialToken.Issued;
import dev.albireo.web.Actor;
import dev.albireo.web.ByAdministrator;
import dev.albireo.web.CrossSite;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** /internal/initial-access-tokens, for the admin API: only the response to its issue contains the token. */
@Path("/internal/initial-access-tokens")
@ByAdministrator
@Cancellable(false)
@CrossSite("takes only bearer tokens, which no browser sends by itself")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class InitialTokensResource {
    private static final int MAX_DURATION_LENGTH = 40;

    private final IssueInitialToken issue;
    private final Actor actor;

    InitialTokensResource(IssueInitialToken issue, Actor actor) {
        this.issue = issue;
        this.actor = actor;
    }

    /** {@code lifetime} in ISO 8601, such as {@code P7D}. */
    record IssueRequest(
            @Nullable String label,
            @Nullable Integer clients,
            @Nullable String lifetime) {}

    /** All tokens. */
    record InitialTokenList(List<InitialTokenItem> items) {}

    /** One token; {@code token} is present in the response to its issue only. */
    record InitialTokenItem(
            UUID id,
            @Nullable String token,
            String label,
            String issuedBy,
            Instant issuedAt,
            Instant expiresAt,
            int clients,
            int registered,
            @Nullable Instant revokedAt) {
        static InitialTokenItem of(InitialToken known, @Nullable String token) {
            return new InitialTokenItem(
                    known.id(),
                    token,
                    known.label(),
                    known.issuedBy(),
                    known.issuedAt(),
                    known.expiresAt(),
                    known.maxClients(),
                    known.used(),
                    known.revokedAt().orElse(null));
        }

        @Override
        public String toString() {
            return "Item[" + id + "]";
        }
    }

    @POST
    public Uni<Response> issue(@Nullable IssueRequest order) {
        if (order == null || order.label() == null) {
            throw Problem.UNPROCESSABLE.because("label is missing", "label");
        }
        InitialTokenRequest request = new InitialTokenRequest(
                order.label(),
                Optional.ofNullable(order.clients()),
                Optional.ofNullable(order.lifetime()).map(InitialTokensResource::duration));
        return issue.issue(request, actor.name()).map(InitialTokensResource::created);
    }

    @GET
    public Uni<InitialTokenList> list() {
        return issue.list()
                .map(found -> new InitialTokenList(found.stream()
                        .map(token -> InitialTokenItem.of(token, null))
                        .toList()));
    }

    @POST
    @Path("/{id}/revoke")
    public Uni<InitialTokenItem> revoke(@RestPath String id) {
        return issue.revoke(uuid(id), actor.name()).map(token -> InitialTokenItem.of(token, null));
    }

    private static Response created(Issued issued) {
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(InitialTokenItem.of(issued.token(), issued.value()))
                .build();
    }

    private static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw Problem.NOT_FOUND.because("initial access token not found");
        }
    }

    private static Duration duration(String text) {
        try {
            if (text.length() <= MAX_DURATION_LENGTH) {
                return Duration.parse(text);
            }
        } catch (DateTimeParseException e) {
            // as below
        }
        throw Problem.UNPROCESSABLE.because("lifetime must be a duration such as P7D", "lifetime");
    }
}
