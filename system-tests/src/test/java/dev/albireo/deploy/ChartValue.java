package dev.albireo.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A value of the Helm chart that an operator sets as a whole.
 *
 * @param key its path, as {@code helm --set} takes it
 * @param schema its part of {@code values.schema.json}
 * @param standard its default in {@code values.yaml}
 */
record ChartValue(String key, JsonNode schema, JsonNode standard) {
    private static final JsonNode SCHEMA = HelmChart.file("values.schema.json");

    /** Returns the root and all groups of values, which have values of their own. */
    static List<ChartValue> groups() {
        return walk().stream().filter(ChartValue::isGroup).toList();
    }

    /** Returns the values that are no groups, in the order of the schema. */
    static List<ChartValue> all() {
        return walk().stream().filter(value -> !value.isGroup()).toList();
    }

    String description() {
        return schema.path("description").asText();
    }

    private boolean isGroup() {
        return schema.has("properties");
    }

    private static List<ChartValue> walk() {
        List<ChartValue> found = new ArrayList<>();
        walk(new ChartValue("", SCHEMA, HelmChart.file("values.yaml")), found);
        return found;
    }

    private static void walk(ChartValue value, List<ChartValue> found) {
        found.add(value);
        value.schema().path("properties").fields().forEachRemaining(property -> {
            String name = property.getKey();
            // Helm gives the values `global` of a parent chart to each of its charts; this one reads none.
            if (!name.equals("global")) {
                String key = value.key().isEmpty() ? name : value.key() + "." + name;
                walk(
                        new ChartValue(
                                key,
                                resolved(property.getValue()),
                                value.standard().path(name)),
                        found);
            }
        });
    }

    private static JsonNode resolved(JsonNode schema) {
        String reference = schema.path("$ref").asText();
        return reference.isEmpty() ? schema : SCHEMA.at(reference.substring(1));
    }
}
