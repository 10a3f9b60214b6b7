package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A mutation of the admin API; each argument is a variable of the same name. */
final class GraphqlMutation {
    private final String field;
    private final Map<String, String> types = new LinkedHashMap<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    private GraphqlMutation(String field) {
        this.field = field;
    }

    static GraphqlMutation of(String field) {
        return new GraphqlMutation(field);
    }

    /**
     * Adds an argument and returns this.
     *
     * @param type in GraphQL, such as {@code String!}
     */
    GraphqlMutation with(String name, String type, Object value) {
        types.put(name, type);
        values.put(name, value);
        return this;
    }

    /** Runs it and returns the selected fields of the result. */
    JsonNode run(CommandContext context, String selection) {
        String variables = types.entrySet().stream()
                .map(type -> "$" + type.getKey() + ": " + type.getValue())
                .collect(Collectors.joining(", "));
        String arguments =
                types.keySet().stream().map(name -> name + ": $" + name).collect(Collectors.joining(", "));
        return context.api()
                .graphql(
                        "mutation(" + variables + ") { " + field + "(" + arguments + ") { " + selection + " } }",
                        values)
                .path(field);
    }
}
