package dev.albireo.admin.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.admin.owner.CommandId;
import dev.albireo.protocol.PathSegment;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The interface of every owner of resources, {@code docs/interfaces.md}; an error arrives as a {@code ProblemRefusal}. */
interface OwnerResources {
    /** A page of resources, and the position of the next one. */
    record ResourcePageBody(
            List<ObjectNode> items, @Nullable String next) {}

    /** With {@code dryRun}, the request is validated and answered, but has no effect. */
    @PUT
    @Path("/{id}")
    Uni<RestResponse<ObjectNode>> put(
            @RestHeader(CommandId.HEADER) CommandId command,
            @RestPath PathSegment type,
            @RestPath PathSegment id,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @RestQuery @Nullable Boolean dryRun,
            JsonNode resource);

    @PATCH
    @Path("/{id}")
    Uni<RestResponse<ObjectNode>> patch(
            @RestHeader(CommandId.HEADER) CommandId command,
            @RestPath PathSegment type,
            @RestPath PathSegment id,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            JsonNode changes);

    @GET
    @Path("/{id}")
    Uni<RestResponse<ObjectNode>> get(@RestPath PathSegment type, @RestPath PathSegment id);

    @DELETE
    @Path("/{id}")
    Uni<RestResponse<ObjectNode>> delete(
            @RestHeader(CommandId.HEADER) CommandId command,
            @RestPath PathSegment type,
            @RestPath PathSegment id,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch);

    @GET
    Uni<ResourcePageBody> list(
            @RestPath PathSegment type,
            @RestQuery @Nullable String after,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String group);
}
