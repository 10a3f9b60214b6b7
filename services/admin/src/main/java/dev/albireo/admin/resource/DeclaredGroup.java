package dev.albireo.admin.resource;

import com.fasterxml.jackson.databind.JsonNode;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** A group as a declared resource; {@code resource} is its complete JSON. */
@Name("Group")
public record DeclaredGroup(
        @NonNull String id,
        @Nullable String name,
        @Nullable String description,
        boolean requires2fa,
        int memberCount,
        @NonNull String versionId,
        @NonNull String lastUpdated,
        @NonNull String resource) {

    static DeclaredGroup of(JsonNode group) {
        return new DeclaredGroup(
                group.path("id").asText(),
                group.path("name").textValue(),
                group.path("description").textValue(),
                group.path("requires2fa").asBoolean(),
                group.path("memberCount").asInt(),
                group.at("/meta/versionId").asText(),
                group.at("/meta/lastUpdated").asText(),
                group.toString());
    }
}
