package dev.albireo.admin.resource;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** A client as a declared resource; {@code resource} is its complete JSON without its secret. */
@Name("Client")
public record DeclaredClient(
        @NonNull String id,
        @Nullable String name,
        boolean active,
        boolean firstParty,
        boolean require2fa,
        @NonNull List<@NonNull String> grantTypes,
        @Nullable String authConfig,
        @NonNull String versionId,
        @NonNull String lastUpdated,
        @NonNull String resource) {

    static DeclaredClient of(JsonNode client) {
        return new DeclaredClient(
                client.path("id").asText(),
                client.path("name").textValue(),
                client.path("active").asBoolean(true),
                client.path("first_party").asBoolean(),
                client.path("require_2fa").asBoolean(),
                StreamSupport.stream(client.path("grant_types").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList(),
                client.path("auth_config").textValue(),
                client.at("/meta/versionId").asText(),
                client.at("/meta/lastUpdated").asText(),
                client.toString());
    }
}
