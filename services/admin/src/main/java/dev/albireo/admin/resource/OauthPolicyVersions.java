package dev.albireo.admin.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.admin.owner.ActorHeader;
import dev.albireo.admin.owner.CommandId;
import dev.albireo.admin.owner.OwnerAvailability;
import dev.albireo.admin.owner.OwnerErrors;
import dev.albireo.protocol.PathSegment;
import dev.albireo.web.RetryWithNewToken;
import dev.albireo.web.ServiceTokenErrors;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The versions of second-factor policies, which {@code oauth} keeps. */
@RegisterRestClient(configKey = "oauth")
@RegisterProvider(ActorHeader.class)
@RegisterProvider(OwnerAvailability.class)
@RegisterProvider(OwnerErrors.class)
@RegisterProvider(ServiceTokenErrors.class)
@RetryWithNewToken
@OidcClientFilter("oauth")
@Path("/internal/resources/SecondFactorPolicy/{id}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
interface OauthPolicyVersions {
    /** A version in a list; without a policy, it is a deletion. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record PolicyVersionBody(
            String versionId,
            String changedBy,
            String changedAt,
            @Nullable ObjectNode policy) {}

    /** A page of versions, newest first. */
    record PolicyVersionsBody(
            List<PolicyVersionBody> items, @Nullable String next) {}

    @GET
    @Path("/versions")
    Uni<PolicyVersionsBody> list(@RestPath PathSegment id, @RestQuery @Nullable String after, @RestQuery int limit);

    /** The version to restore. */
    record RestoredVersionBody(String versionId) {}

    @POST
    @Path("/restore")
    Uni<ObjectNode> restore(
            @RestHeader(CommandId.HEADER) CommandId command,
            @RestPath PathSegment id,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            RestoredVersionBody restored);
}
