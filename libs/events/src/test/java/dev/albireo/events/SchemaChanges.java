package dev.albireo.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The changes of a JSON Schema that break its consumers. Only a member that may be absent may be added: a consumer relies on what a schema promises, and the events of earlier
 * releases, which topics still hold, lack what was added since.
 */
final class SchemaChanges {
    private SchemaChanges() {}

    /** Returns what breaks those who read the events by the earlier schemas, both by their types; empty if nothing does. */
    static List<String> breaking(Map<String, ? extends JsonNode> earlier, Map<String, ? extends JsonNode> now) {
        List<String> found = new ArrayList<>();
        earlier.forEach((type, schema) -> {
            JsonNode present = now.get(type);
            if (present == null) {
                found.add(type + " was removed");
            } else {
                compare(type, schema, present, found);
            }
        });
        return found;
    }

    private static void compare(String place, JsonNode earlier, JsonNode now, List<String> found) {
        for (String kind : List.of("type", "format")) {
            if (!earlier.path(kind).equals(now.path(kind))) {
                found.add(place + " changed its " + kind + " from " + text(earlier.path(kind)) + " to "
                        + text(now.path(kind)));
            }
        }
        for (String inner : List.of("items", "additionalProperties")) {
            if (earlier.has(inner) || now.has(inner)) {
                compare(place + "[]", earlier.path(inner), now.path(inner), found);
            }
        }
        earlier.path("properties").properties().forEach(member -> {
            String name = place + "." + member.getKey();
            JsonNode present = now.path("properties").path(member.getKey());
            if (present.isMissingNode()) {
                found.add(name + " was removed");
            } else {
                compare(name, member.getValue(), present, found);
            }
        });
        Set<String> before = required(earlier);
        Set<String> after = required(now);
        after.stream()
                .filter(name -> !before.contains(name))
                .forEach(name -> found.add(place + "." + name + " became required"));
        before.stream()
                .filter(name -> !after.contains(name) && now.path("properties").has(name))
                .forEach(name -> found.add(place + "." + name + " is no longer required"));
    }

    private static String text(JsonNode value) {
        return value.isMissingNode() ? "none" : value.asText();
    }

    private static Set<String> required(JsonNode schema) {
        Set<String> names = new LinkedHashSet<>();
        schema.path("required").forEach(name -> names.add(name.asText()));
        return names;
    }
}
