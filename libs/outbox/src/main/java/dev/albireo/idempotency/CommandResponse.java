package dev.albireo.idempotency;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The recorded response to a command, which is returned again when the command is repeated.
 *
 * @param headers by name
 * @param body the text of the body; null for none
 */
public record CommandResponse(
        int status,
        Map<String, List<String>> headers,
        @Nullable String body) {
    public CommandResponse {
        headers = Map.copyOf(headers);
    }

    /** A response may contain a secret once. */
    @Override
    public String toString() {
        return "CommandAnswer[" + status + "]";
    }
}
