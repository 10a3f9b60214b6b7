package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Reads the results of mutations on one user, which answer {@code success} and {@code message}; an unknown user is an error of the command.
 */
final class Results {
    private Results() {}

    static Exit tell(Context context, JsonNode result) {
        String message = result.path("message").asText();
        if (!result.path("success").asBoolean()) {
            throw new Failure(Exit.REFUSED, message);
        }
        context.output().done(message, result);
        return Exit.DONE;
    }
}
