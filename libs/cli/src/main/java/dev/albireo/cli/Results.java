package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Prints the results of mutations. Those on one user have {@code success} and {@code message}; an unknown user is an error of the command. */
final class Results {
    private Results() {}

    /** Lists the signing keys that a mutation leaves. */
    static ExitCode keys(CommandContext context, JsonNode keys) {
        List<JsonNode> rows = new ArrayList<>();
        keys.forEach(rows::add);
        context.output().list(List.of("algorithm", "kid"), rows);
        return ExitCode.DONE;
    }

    static ExitCode tell(CommandContext context, JsonNode result) {
        String message = result.path("message").asText();
        if (!result.path("success").asBoolean()) {
            throw new CommandFailure(ExitCode.REFUSED, message);
        }
        context.output().done(message, result);
        return ExitCode.DONE;
    }
}
