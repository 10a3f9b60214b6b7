package dev.albireo.credentials.factor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.albireo.web.Problem;
import dev.albireo.web.StrictJson;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A JSON object that the script of a page sends; what is not one, or has a member of another type, is rejected with {@code BAD_REQUEST}. */
public final class ScriptBody {
    private final JsonNode object;

    private ScriptBody(JsonNode object) {
        this.object = object;
    }

    /** Parses a body; an absent one is an object without members. */
    public static ScriptBody parse(@Nullable String body) {
        if (body == null || body.isBlank()) {
            return new ScriptBody(JsonNodeFactory.instance.objectNode());
        }
        try {
            JsonNode node = StrictJson.parse(body);
            if (node != null && node.isObject()) {
                return new ScriptBody(node);
            }
        } catch (JsonProcessingException e) {
            throw Problem.BAD_REQUEST.because("the body is not JSON");
        }
        throw Problem.BAD_REQUEST.because("the body is not a JSON object");
    }

    /** Returns a text; empty if it is absent or has no characters. */
    public Optional<String> text(String name) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw malformed(name);
        }
        return Optional.of(value.textValue()).filter(text -> !text.isEmpty());
    }

    /** Returns the browser's response to a ceremony, as JSON. */
    public Optional<String> credential() {
        JsonNode value = object.path("credential");
        if (!value.isMissingNode() && !value.isObject()) {
            throw malformed("credential");
        }
        return value.isObject() ? Optional.of(value.toString()) : Optional.empty();
    }

    /** Returns the response of {@link #credential}, without which the request is rejected. */
    public static String required(Optional<String> credential) {
        return credential.orElseThrow(() -> malformed("credential"));
    }

    public boolean flag(String name) {
        return object.path(name).asBoolean(false);
    }

    private static RuntimeException malformed(String field) {
        return Problem.BAD_REQUEST.because(field + " is missing or malformed", field);
    }

    /** Returns a text without the members. */
    @Override
    public String toString() {
        return "ScriptBody[redacted]";
    }
}
