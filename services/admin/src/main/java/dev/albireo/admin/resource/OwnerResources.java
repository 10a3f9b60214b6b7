package dev.albireo.admin.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.admin.owner.CommandId;
import dev.albireo.protocol.PathSegment;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The interface of every owner of resources, {@code docs/interfaces.md}; an error arrives as a {@code ProblemRefusal}. */
interface OwnerResources {
    /** A page of resources, and the position of the next one. */
    record ResourcePageBody(
            List<ObjectNode> items, @Nullable String next) {}

    /** With {@code dryRun}, the request is validated and answered, but has no effect. */
    Uni<RestResponse<ObjectNode>> put(
            CommandId command,
            PathSegment type,
            PathSegment id,
            @Nullable String ifMatch,
            @Nullable Boolean dryRun,
            JsonNode resource);

    Uni<RestResponse<ObjectNode>> patch(
            CommandId command, PathSegment type, PathSegment id, @Nullable String ifMatch, JsonNode changes);

    Uni<RestResponse<ObjectNode>> get(PathSegment type, PathSegment id);

    Uni<RestResponse<ObjectNode>> delete(CommandId command, PathSegment type, PathSegment id, @Nullable String ifMatch);

    Uni<ResourcePageBody> list(PathSegment type, @Nullable String after, @Nullable String limit);
}
