package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Converts a GraphQL error to a failure: its message and its path in the response. */
final class GraphqlErrors {
    private GraphqlErrors() {}

    static CommandFailure failure(JsonNode error) {
        String path = StreamSupport.stream(error.path("path").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining("."));
        String code = error.at("/extensions/code").asText();
        String message = ServerErrors.oneLine(error.path("message").asText("refused")) + ServerErrors.remedy(code);
        return new CommandFailure(exit(code), path.isEmpty() ? message : path + ": " + message);
    }

    private static ExitCode exit(String code) {
        return switch (code) {
            case "forbidden", ServerErrors.FRESH_PROOF_REQUIRED -> ExitCode.NOT_LET_IN;
            case "unavailable" -> ExitCode.AWAY;
            default -> ExitCode.REFUSED;
        };
    }
}
