package dev.albireo.admin.resource;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.graphql.NonNull;

/** What became of the users of a batch. */
public record UserImportResult(
        int created, int unchanged, int refused, @NonNull List<@NonNull ImportedUserLine> lines) {

    static UserImportResult of(JsonNode result) {
        return new UserImportResult(
                result.path("created").asInt(),
                result.path("unchanged").asInt(),
                result.path("refused").asInt(),
                StreamSupport.stream(result.path("lines").spliterator(), false)
                        .map(ImportedUserLine::of)
                        .toList());
    }
}
