package dev.albireo.admin.resource;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** A second-factor policy as a declared resource; {@code resource} is its complete JSON. */
@Name("SecondFactorPolicy")
public record DeclaredSecondFactorPolicy(
        @NonNull String id,
        @Nullable String description,

        @NonNull @Description("The ids of its rules, in the order of the document")
        List<@NonNull String> rules,

        @NonNull String versionId,
        @NonNull String lastUpdated,
        @NonNull String resource) {

    static DeclaredSecondFactorPolicy of(JsonNode policy) {
        return new DeclaredSecondFactorPolicy(
                policy.path("id").asText(),
                policy.path("description").textValue(),
                StreamSupport.stream(policy.path("rules").spliterator(), false)
                        .map(rule -> rule.path("id").asText())
                        .toList(),
                policy.at("/meta/versionId").asText(),
                policy.at("/meta/lastUpdated").asText(),
                policy.toString());
    }
}
