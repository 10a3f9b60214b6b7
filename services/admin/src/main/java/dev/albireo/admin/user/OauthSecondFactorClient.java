package dev.albireo.admin.user;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.albireo.admin.owner.ActorHeader;
import dev.albireo.admin.owner.OwnerAvailability;
import dev.albireo.admin.owner.OwnerErrors;
import dev.albireo.protocol.PathSegment;
import dev.albireo.web.RetryWithNewToken;
import dev.albireo.web.ServiceTokenErrors;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The second-factor decision, which {@code oauth} makes. */
@RegisterRestClient(configKey = "oauth")
@RegisterProvider(ActorHeader.class)
@RegisterProvider(OwnerAvailability.class)
@RegisterProvider(OwnerErrors.class)
@RegisterProvider(ServiceTokenErrors.class)
@RetryWithNewToken
@OidcClientFilter("oauth")
@Path("/internal/users/{subject}/second-factor")
@Produces(MediaType.APPLICATION_JSON)
interface OauthSecondFactorClient {
    /** The decision. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record SecondFactorBody(
            boolean enabled,
            boolean denied,
            List<SecondFactorRule> rules,
            List<DeclaredPolicyRule> policy,
            List<String> accepted,
            int proofMaxAgeSeconds) {
        public SecondFactorBody {
            policy = Objects.requireNonNullElse(policy, List.of()); // absent from an earlier release of oauth
            accepted = Objects.requireNonNullElse(accepted, List.of()); // likewise
        }
    }

    @GET
    Uni<SecondFactorBody> explain(
            @RestPath PathSegment subject,
            @RestQuery @Nullable String clientId,
            @RestQuery @Nullable String scope,
            @RestQuery @Nullable Integer maxAge,
            @RestQuery @Nullable String acrValues,
            @RestQuery @Nullable List<String> resource,
            @RestQuery @Nullable String address,
            @RestQuery @Nullable String at);
}
