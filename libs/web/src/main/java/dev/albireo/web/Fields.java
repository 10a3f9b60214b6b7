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
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object, read one by one. What is of another type than wanted is refused with {@code UNPROCESSABLE}, naming its
 * path, such as {@code twoFactor.webhook.timeout}; so is, by {@link #refuseUnknown}, what nobody asked for. Null is the same as absent.
 */
public final class Fields {
    private final JsonNode object;
    private final String path;
    private final Set<String> asked = new HashSet<>();
    private final List<Fields> children = new ArrayList<>();

    private final boolean emptyIsAbsent;

    private Fields(JsonNode object, String path, boolean emptyIsAbsent) {
        this.object = object;
        this.path = path;
        this.emptyIsAbsent = emptyIsAbsent;
    }

    /** The fields of a request's body; refused with {@code BAD_REQUEST} where it is no object. */
    public static Fields of(@Nullable JsonNode body) {
        if (body == null || !body.isObject()) {
            throw Problem.BAD_REQUEST.because("the body must be an object");
        }
        return new Fields(body, "", false);
    }

    /** The same fields, of which one that is an empty text counts as absent too, here and within. */
    public Fields withoutEmptyTexts() {
        return new Fields(object, path, true);
    }

    /** Whether the field is there, be it null. */
    public boolean has(String field) {
        asked.add(field);
        return object.has(field);
    }

    public Optional<String> text(String field) {
        JsonNode value = value(field);
        require(value.isNull() || value.isTextual(), field, "text");
        return Optional.ofNullable(value.textValue());
    }

    /** As {@link #text}; refused where it is longer than so many characters. */
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

    /** A whole number within these bounds. */
    public Optional<Integer> number(String field, int least, int most) {
        JsonNode value = value(field);
        boolean fits = value.isNull()
                || (value.isIntegralNumber()
                        && value.canConvertToInt()
                        && value.intValue() >= least
                        && value.intValue() <= most);
        require(fits, field, "a whole number from " + least + " to " + most);
        return value.isNull() ? Optional.empty() : Optional.of(value.intValue());
    }

    /** An array of texts, or empty. */
    public List<String> texts(String field) {
        JsonNode value = value(field);
        boolean texts = value.isNull()
                || (value.isArray()
                        && StreamSupport.stream(value.spliterator(), false).allMatch(JsonNode::isTextual));
        require(texts, field, "a list of texts");
        return StreamSupport.stream(value.spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }

    /** One text, or an array of texts, or empty. */
    public List<String> oneOrMore(String field) {
        JsonNode value = value(field);
        return value.isTextual() ? List.of(value.textValue()) : texts(field);
    }

    /** An object whose values are all texts; in the order they came. */
    public Map<String, String> textMap(String field) {
        JsonNode value = value(field);
        require(value.isNull() || value.isObject(), field, "a map of texts");
        Map<String, String> map = new LinkedHashMap<>();
        value.properties().forEach(entry -> {
            require(entry.getValue().isTextual(), field + "." + entry.getKey(), "text");
            map.put(entry.getKey(), entry.getValue().textValue());
        });
        return map;
    }

    /** The fields of an object within this one. */
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

    /** The names of all fields, asked for or not. */
    public List<String> names() {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    /** Whatever stands there. */
    public Optional<JsonNode> any(String field) {
        return Optional.of(value(field)).filter(value -> !value.isNull());
    }

    /** Refuses fields that nobody asked for, here and within, by name. */
    public void refuseUnknown() {
        object.fieldNames().forEachRemaining(name -> {
            if (!asked.contains(name)) {
                throw Problem.UNPROCESSABLE.because("there is no field " + pathOf(name), pathOf(name));
            }
        });
        children.forEach(Fields::refuseUnknown);
    }

    /** Refuses the value of a field with {@code UNPROCESSABLE} where the condition does not hold. */
    public void require(boolean holds, String field, String wanted) {
        if (!holds) {
            throw Problem.UNPROCESSABLE.because(pathOf(field) + " must be " + wanted, pathOf(field));
        }
    }

    private JsonNode value(String field) {
        asked.add(field);
        JsonNode value = object.get(field);
        boolean absent = value == null
                || (emptyIsAbsent && value.isTextual() && value.textValue().isEmpty());
        return absent ? JsonNodeFactory.instance.nullNode() : value;
    }

    private String pathOf(String field) {
        return path + field;
    }
}
