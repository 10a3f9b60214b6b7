package dev.albireo.admin.resource;

import com.fasterxml.jackson.databind.JsonNode;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/** A user as a declared resource; {@code resource} is its complete JSON without secrets. */
@Name("UserResource")
public record DeclaredUserResource(
        @NonNull String id,
        @NonNull String username,
        @NonNull String versionId,
        @NonNull String lastUpdated,
        @NonNull String resource) {

    static DeclaredUserResource of(JsonNode user) {
        return new DeclaredUserResource(
                user.path("id").asText(),
                user.path("userName").asText(),
                user.at("/meta/versionId").asText(),
                user.at("/meta/lastUpdated").asText(),
                user.toString());
    }
}
