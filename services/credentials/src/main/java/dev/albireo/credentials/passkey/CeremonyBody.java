package dev.albireo.credentials.passkey;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.web.Problem;
import dev.albireo.web.StrictJson;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of a ceremony request; a body that is not a JSON object of this form is rejected with {@code BAD_REQUEST}.
 *
 * @param credential the browser's response as JSON
 * @param interaction the pending request's token
 * @param name the user's name for the passkey
 * @param confirm whether a proof is requested for a change of the account, although none is missing
 */
record CeremonyBody(Optional<String> credential, Optional<String> interaction, Optional<String> name, boolean confirm) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static CeremonyBody parse(@Nullable String body) {
        if (body == null || body.isBlank()) {
            return new CeremonyBody(Optional.empty(), Optional.empty(), Optional.empty(), false);
        }
        JsonNode object = object(body);
        JsonNode credential = object.path("credential");
        if (!credential.isMissingNode() && !credential.isObject()) {
            throw malformed("credential");
        }
        return new CeremonyBody(
                credential.isObject() ? Optional.of(credential.toString()) : Optional.empty(),
                text(object, "interaction"),
                text(object, "name"),
                object.path("confirm").asBoolean(false));
    }

    String requiredCredential() {
        return credential.orElseThrow(() -> malformed("credential"));
    }

    private static JsonNode object(String body) {
        try {
            JsonNode node = StrictJson.parse(body);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            throw Problem.BAD_REQUEST.because("the body is not JSON");
        }
        throw Problem.BAD_REQUEST.because("the body is not a JSON object");
    }

    private static Optional<String> text(JsonNode object, String name) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw malformed(name);
        }
        return Optional.of(value.textValue()).filter(text -> !text.isEmpty());
    }

    private static RuntimeException malformed(String field) {
        return Problem.BAD_REQUEST.because(field + " is missing or malformed", field);
    }
}
