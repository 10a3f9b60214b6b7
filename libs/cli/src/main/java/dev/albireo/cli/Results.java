package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** Mutations on one user answer {@code success} and {@code message}; an unknown user is no error there, but one here. */
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
