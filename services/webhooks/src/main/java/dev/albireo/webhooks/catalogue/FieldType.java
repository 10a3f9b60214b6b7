package dev.albireo.webhooks.catalogue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** The types of the members of an event's data. */
enum FieldType {
    STRING("string", "", ""),
    UUID("string", "uuid", ""),
    TIME("string", "date-time", ""),
    INTEGER("integer", "", ""),
    BOOLEAN("boolean", "", ""),
    STRINGS("array", "", "string"),
    CLAIMS("object", "", "");

    private final String jsonType;
    private final String format;
    private final String items;

    FieldType(String jsonType, String format, String items) {
        this.jsonType = jsonType;
        this.format = format;
        this.items = items;
    }

    /** Returns its JSON Schema (2020-12). */
    ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", jsonType);
        if (!format.isEmpty()) {
            schema.put("format", format);
        }
        if (!items.isEmpty()) {
            schema.putObject("items").put("type", items);
        }
        return schema;
    }

    /** Returns its name in the catalogue. */
    String word() {
        return switch (this) {
            case UUID -> "UUID";
            case STRINGS -> "list of strings";
            case CLAIMS -> "object";
            default -> name().toLowerCase(Locale.ROOT);
        };
    }
}
