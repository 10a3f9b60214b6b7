package dev.albireo.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a JSON object one by one. A value of the wrong type is rejected with {@code UNPROCESSABLE}, naming its path, such as
 * {@code twoFactor.webhook.timeout}; so are texts with U+0000 and, by {@link #refuseUnknown}, fields that were not read. Null is equivalent
 * to absent.
 */
public final class Fields {
    private static final String WITHOUT_NUL = "text without U+0000";

    private final JsonNode object;
    private final String path;
    private final Set<String> readFields = new HashSet<>();
    private final List<Fields> children = new ArrayList<>();

    private final boolean emptyIsAbsent;

    private Fields(JsonNode object, String path, boolean emptyIsAbsent) {
        this.object = object;
        this.path = path;
        this.emptyIsAbsent = emptyIsAbsent;
    }

    /** Returns the fields of a request's body; rejected with {@code BAD_REQUEST} if it is not an object. */
    public static Fields of(@Nullable JsonNode body) {
        if (body == null || !body.isObject()) {
            throw Problem.BAD_REQUEST.because("the body must be an object");
        }
        return new Fields(body, "", false);
    }

    /** Returns the same fields, where an empty text is equivalent to absent, at every level. */
    public Fields withEmptyAsAbsent() {
        return new Fields(object, path, true);
    }

    /** Returns the same fields, whose errors name the place of the object in the request, such as {@code passkeys[0]}. */
    public Fields in(String place) {
        return new Fields(object, place + ".", emptyIsAbsent);
    }

    /** Returns whether the field is present, including null. */
    public boolean has(String field) {
        readFields.add(field);
        return object.has(field);
    }

    public Optional<String> text(String field) {
        JsonNode value = value(field);
        require(value.isNull() || value.isTextual(), field, "text");
        requireStorable(value, field);
        return Optional.ofNullable(value.textValue());
    }

    /** As {@link #text}; rejects a longer text. */
    public Optional<String> text(String field, int longest) {
        Optional<String> text = text(field);
        require(text.filter(t -> t.length() > longest).isEmpty(), field, "at most " + longest + " characters");
        return text;
    }

    public Optional<Boolean> flag(String field) {
        JsonNode value = value(field);
        require(value.isNull() || value.isBoolean(), field, "true or false");
        return value.isNull() ? Optional.empty() : Optional.of(value.booleanValue());
    }

    /** Returns an integer within these bounds. */
    public Optional<Integer> number(String field, int least, int limit) {
        JsonNode value = value(field);
        boolean fits = value.isNull()
                || (value.isIntegralNumber()
                        && value.canConvertToInt()
                        && value.intValue() >= least
                        && value.intValue() <= limit);
        require(fits, field, "a whole number from " + least + " to " + limit);
        return value.isNull() ? Optional.empty() : Optional.of(value.intValue());
    }

    /** Returns an array of texts, or empty. */
    public List<String> strings(String field) {
        JsonNode value = value(field);
        boolean valid = value.isNull()
                || (value.isArray()
                        && StreamSupport.stream(value.spliterator(), false).allMatch(JsonNode::isTextual));
        require(valid, field, "a list of strings");
        value.forEach(text -> requireStorable(text, field));
        return StreamSupport.stream(value.spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }

    /** Returns one text as a list, or an array of texts, or empty. */
    public List<String> oneOrMore(String field) {
        JsonNode value = value(field);
        return value.isTextual() ? text(field).stream().toList() : strings(field);
    }

    /** Returns an object whose values are all texts, in the original order. */
    public Map<String, String> textMap(String field) {
        JsonNode value = value(field);
        require(value.isNull() || value.isObject(), field, "a map of strings");
        Map<String, String> map = new LinkedHashMap<>();
        value.properties().forEach(entry -> {
            require(entry.getValue().isTextual(), field + "." + entry.getKey(), "text");
            require(!NulCharacters.isIn(entry.getKey()), field, WITHOUT_NUL);
            requireStorable(entry.getValue(), field + "." + entry.getKey());
            map.put(entry.getKey(), entry.getValue().textValue());
        });
        return map;
    }

    /** Returns the fields of a nested object. */
    public Optional<Fields> object(String field) {
        JsonNode value = value(field);
        require(value.isNull() || value.isObject(), field, "an object");
        if (value.isNull()) {
            return Optional.empty();
        }
        Fields child = new Fields(value, pathOf(field) + ".", emptyIsAbsent);
        children.add(child);
        return Optional.of(child);
    }

    /** Returns the names of all fields, read or not. */
    public List<String> names() {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    /** Returns the value of any type. */
    public Optional<JsonNode> any(String field) {
        JsonNode value = value(field);
        requireStorable(value, field);
        return Optional.of(value).filter(any -> !any.isNull());
    }

    /** Rejects fields that were not read, at every level, by name, and says which ones there are. */
    public void refuseUnknown() {
        object.fieldNames().forEachRemaining(name -> {
            if (!readFields.contains(name)) {
                throw Problem.UNPROCESSABLE.because(
                        "unknown field " + pathOf(name) + "; there are " + String.join(", ", new TreeSet<>(readFields)),
                        pathOf(name));
            }
        });
        children.forEach(Fields::refuseUnknown);
    }

    /** Rejects the value of a field with {@code UNPROCESSABLE} unless the condition holds. */
    public void require(boolean contained, String field, String wanted) {
        if (!contained) {
            throw Problem.UNPROCESSABLE.because(pathOf(field) + " must be " + wanted, pathOf(field));
        }
    }

    private void requireStorable(JsonNode value, String field) {
        require(!NulCharacters.isIn(value), field, WITHOUT_NUL);
    }

    private JsonNode value(String field) {
        readFields.add(field);
        JsonNode value = object.get(field);
        boolean absent = value == null
                || (emptyIsAbsent && value.isTextual() && value.textValue().isEmpty());
        return absent ? JsonNodeFactory.instance.nullNode() : value;
    }

    private String pathOf(String field) {
        return path + field;
    }
}
