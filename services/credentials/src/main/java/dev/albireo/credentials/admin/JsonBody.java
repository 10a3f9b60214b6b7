package dev.albireo.credentials.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.web.AuditReason;
import dev.albireo.web.NulCharacters;
import dev.albireo.web.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a JSON object; rejects one of the wrong type with {@code UNPROCESSABLE}, naming it. */
final class JsonBody {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode object;

    private JsonBody(JsonNode object) {
        this.object = object;
    }

    static JsonBody of(@Nullable JsonNode body) {
        if (body == null || !body.isObject()) {
            throw Problem.BAD_REQUEST.because("the body must be a JSON object");
        }
        return new JsonBody(body);
    }

    Optional<String> optionalText(String field) {
        JsonNode value = value(field);
        require(value.isNull() || value.isTextual(), field, "text");
        return Optional.ofNullable(value.textValue());
    }

    String text(String field) {
        return optionalText(field).orElseThrow(() -> Problem.UNPROCESSABLE.because(field + " is missing", field));
    }

    /** Returns the reason of an administrator, for the audit trail. */
    String reason() {
        return AuditReason.of(optionalText("reason").orElse(""));
    }

    boolean flag(String field) {
        JsonNode value = value(field);
        require(value.isBoolean(), field, "true or false");
        return value.booleanValue();
    }

    boolean flag(String field, boolean otherwise) {
        return value(field).isNull() ? otherwise : flag(field);
    }

    List<String> strings(String field) {
        JsonNode value = value(field);
        boolean valid = value.isNull()
                || (value.isArray()
                        && StreamSupport.stream(value.spliterator(), false).allMatch(JsonNode::isTextual));
        require(valid, field, "an array of strings");
        return StreamSupport.stream(value.spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> map(String field) {
        JsonNode value = value(field);
        require(value.isNull() || value.isObject(), field, "an object");
        require(StreamSupport.stream(value.spliterator(), false).noneMatch(JsonNode::isNull), field, "without nulls");
        return value.isNull() ? Map.of() : JSON.convertValue(value, Map.class);
    }

    private JsonNode value(String field) {
        JsonNode value = object.get(field);
        if (value == null) {
            return JSON.nullNode();
        }
        require(!NulCharacters.isIn(value), field, "text without U+0000");
        return value;
    }

    private static void require(boolean contained, String field, String wanted) {
        if (!contained) {
            throw Problem.UNPROCESSABLE.because(field + " must be " + wanted, field);
        }
    }
}
