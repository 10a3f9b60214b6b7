package dev.albireo.admin.resource;

import com.fasterxml.jackson.databind.JsonNode;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** An AuthConfig as a declared resource; {@code resource} is its complete JSON without secrets. */
@Name("AuthConfig")
public record DeclaredAuthConfig(
        @NonNull String id,
        boolean byDefault,
        @Nullable String issuerName,
        @Nullable Integer validPastTokensCount,
        @Nullable String webhookEndpoint,
        @Nullable String title,
        @Nullable String brand,
        @NonNull String versionId,
        @NonNull String lastUpdated,
        @NonNull String resource) {

    static DeclaredAuthConfig of(JsonNode config) {
        JsonNode count = config.at("/twoFactor/validPastTokensCount");
        return new DeclaredAuthConfig(
                config.path("id").asText(),
                config.path("default").asBoolean(),
                config.at("/twoFactor/issuerName").textValue(),
                count.isInt() ? count.asInt() : null,
                config.at("/twoFactor/webhook/endpoint").textValue(),
                config.at("/theme/title").textValue(),
                config.at("/theme/brand").textValue(),
                config.at("/meta/versionId").asText(),
                config.at("/meta/lastUpdated").asText(),
                config.toString());
    }
}
