package dev.albireo.admin.resource;

import com.fasterxml.jackson.databind.JsonNode;
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
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The resources that {@code oauth} owns. */
@RegisterRestClient(configKey = "oauth")
@RegisterProvider(ActorHeader.class)
@RegisterProvider(OwnerAvailability.class)
@RegisterProvider(OwnerErrors.class)
@RegisterProvider(ServiceTokenErrors.class)
@RetryWithNewToken
@OidcClientFilter("oauth")
@Path("/internal/resources/{type}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
interface OauthResources extends OwnerResources {
    @Override
    @PUT
    @Path("/{id}")
    Uni<RestResponse<ObjectNode>> put(
            @RestHeader(CommandId.HEADER) CommandId command,
            @RestPath PathSegment type,
            @RestPath PathSegment id,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @RestQuery @Nullable Boolean dryRun,
            JsonNode resource);

    @Override
    @PATCH
    @Path("/{id}")
    Uni<RestResponse<ObjectNode>> patch(
            @RestHeader(CommandId.HEADER) CommandId command,
            @RestPath PathSegment type,
            @RestPath PathSegment id,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            JsonNode changes);

    @Override
    @GET
    @Path("/{id}")
    Uni<RestResponse<ObjectNode>> get(@RestPath PathSegment type, @RestPath PathSegment id);

    @Override
    @DELETE
    @Path("/{id}")
    Uni<RestResponse<ObjectNode>> delete(
            @RestHeader(CommandId.HEADER) CommandId command,
            @RestPath PathSegment type,
            @RestPath PathSegment id,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch);

    @Override
    @GET
    Uni<ResourcePageBody> list(
            @RestPath PathSegment type, @RestQuery @Nullable String after, @RestQuery @Nullable String limit);
}
