package dev.albireo.admin.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What every owner of resources answers to, {@code docs/interfaces.md}; a refusal arrives as a {@code ProblemRefusal}. */
interface OwnerResources {
    /** Some resources, and where the next ones begin. */
    record Page(List<ObjectNode> items, @Nullable String next) {}

    /** With {@code dryRun} judged and answered as if it were done, and not done. */
    Uni<RestResponse<ObjectNode>> put(
            String type, String id, @Nullable String ifMatch, @Nullable Boolean dryRun, JsonNode resource);

    Uni<RestResponse<ObjectNode>> patch(String type, String id, @Nullable String ifMatch, JsonNode changes);

    Uni<RestResponse<ObjectNode>> get(String type, String id);

    Uni<RestResponse<ObjectNode>> delete(String type, String id, @Nullable String ifMatch);

    Uni<Page> list(String type, @Nullable String after, @Nullable String limit);
}
