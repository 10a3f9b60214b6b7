package dev.albireo.oauth.twofactor;

import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.Clients;
import dev.albireo.oauth.session.UserProjections;
import dev.albireo.oauth.twofactor.DescribedRequest.RequestParameters;
import dev.albireo.oauth.twofactor.ExplainSecondFactor.SecondFactorExplanation;
import dev.albireo.web.ByAdministrator;
import dev.albireo.web.CrossSite;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** GET /internal/users/{subject}/second-factor: whether a request of a user would require a second factor, and why. */
@Path("/internal/users/{subject}/second-factor")
@ByAdministrator
@Cancellable(false)
@CrossSite("takes only bearer tokens, which no browser sends by itself")
class SecondFactorExplanationResource {
    private final UserProjections users;
    private final Clients clients;
    private final ExplainSecondFactor decision;

    SecondFactorExplanationResource(UserProjections users, Clients clients, ExplainSecondFactor decision) {
        this.users = users;
        this.clients = clients;
        this.decision = decision;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<SecondFactorExplanation> explain(
            @RestPath UUID subject,
            @RestQuery @Nullable String clientId,
            @RestQuery @Nullable String scope,
            @RestQuery @Nullable String maxAge,
            @RestQuery @Nullable String acrValues,
            @RestQuery @Nullable List<String> resource,
            @RestQuery @Nullable String address,
            @RestQuery @Nullable String at) {
        Optional<Instant> time = time(at);
        return client(clientId)
                .map(client ->
                        DescribedRequest.of(client, new RequestParameters(scope, maxAge, acrValues, resource, address)))
                .chain(request -> users.find(subject)
                        .map(user -> user.orElseThrow(() -> Problem.UNAVAILABLE.because(
                                "the account has not arrived at oauth yet; try again in a moment")))
                        .chain(user -> decision.explain(user, request, time)));
    }

    private static Optional<Instant> time(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(OffsetDateTime::parse).map(OffsetDateTime::toInstant);
        } catch (DateTimeParseException e) {
            throw Problem.UNPROCESSABLE.because("at must be a time with an offset, such as 2027-01-01T00:00:00Z", "at");
        }
    }

    private Uni<Optional<Client>> client(@Nullable String id) {
        return id == null
                ? Uni.createFrom().item(Optional.empty())
                : clients.find(id).invoke(found -> {
                    if (found.isEmpty()) {
                        throw Problem.UNPROCESSABLE.because("no client has this id", "clientId");
                    }
                });
    }
}
