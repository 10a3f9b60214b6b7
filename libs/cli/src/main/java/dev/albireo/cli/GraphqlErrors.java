package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Converts a GraphQL error to a failure: its message and its path in the response. */
final class GraphqlErrors {
    private GraphqlErrors() {}

    static Failure failure(JsonNode error) {
        String path = StreamSupport.stream(error.path("path").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining("."));
        String code = error.at("/extensions/code").asText();
        String message = Refusals.oneLine(error.path("message").asText("refused")) + Refusals.remedy(code);
        return new Failure(exit(code), path.isEmpty() ? message : path + ": " + message);
    }

    private static Exit exit(String code) {
        return switch (code) {
            case "forbidden", Refusals.FRESH_PROOF_REQUIRED -> Exit.NOT_LET_IN;
            case "unavailable" -> Exit.AWAY;
            default -> Exit.REFUSED;
        };
    }
}
