package dev.albireo.admin.resource;

import com.fasterxml.jackson.databind.JsonNode;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** What became of one user of a batch. */
public record ImportedUserLine(
        @Description("the position in the batch, from 1") int line,
        @Nullable String userName,

        @Description("CREATED, UNCHANGED or REFUSED") @NonNull
        String outcome,

        @Nullable String subject,

        @Description("the invalid field of a refused user") @Nullable
        String field,

        @Nullable String reason) {

    static ImportedUserLine of(JsonNode line) {
        return new ImportedUserLine(
                line.path("line").asInt(),
                line.path("userName").textValue(),
                line.path("outcome").asText(),
                line.path("subject").textValue(),
                line.path("field").textValue(),
                line.path("reason").textValue());
    }
}
