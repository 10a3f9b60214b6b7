package dev.albireo.deploy;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.devstack.config.StackService;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Writes the table of values at the end of {@code docs/helm.md} from the chart's schema and values. */
final class HelmPage {
    static final String PATH = "docs/helm.md";
    private static final String HEADING = "\n## Values\n";
    private static final String NAMES =
            Arrays.stream(StackService.values()).map(StackService::id).collect(joining("|"));

    private HelmPage() {}

    /** Returns the page with the table that the chart has now; the text above the table is written by hand. */
    static String text() {
        String page = Checkout.text(PATH);
        return page.substring(0, page.indexOf(HEADING)) + HEADING + """

                <!-- Written by `make docs` from values.schema.json and values.yaml. Edit there. -->

                `<name>` is `oauth`, `credentials`, `admin` or `webhooks`.

                | value | type | default | meaning |
                |---|---|---|---|
                """ + rows();
    }

    private static String rows() {
        Map<String, List<ChartValue>> rows = ChartValue.all().stream()
                .collect(Collectors.groupingBy(
                        value -> value.key().replaceFirst("^services\\.(" + NAMES + ")\\.", "services.<name>."),
                        LinkedHashMap::new,
                        toList()));
        return rows.entrySet().stream()
                .map(row -> row(row.getKey(), row.getValue()))
                .collect(joining());
    }

    private static String row(String key, List<ChartValue> values) {
        ChartValue first = values.getFirst();
        return "| `%s` | %s | %s | %s |\n".formatted(key, type(first.schema()), standard(values), first.description());
    }

    private static String type(JsonNode schema) {
        if (schema.has("enum")) {
            return StreamSupport.stream(schema.get("enum").spliterator(), false)
                    .map(HelmPage::code)
                    .collect(joining(", "));
        }
        JsonNode types = schema.path("type");
        return types.isArray()
                ? StreamSupport.stream(types.spliterator(), false)
                        .map(HelmPage::word)
                        .collect(joining(" or "))
                : word(types);
    }

    private static String word(JsonNode type) {
        return switch (type.asText()) {
            case "string" -> "text";
            case "integer" -> "number";
            case "boolean" -> "`true` or `false`";
            case "object" -> "map";
            case "array" -> "list";
            default -> throw new IllegalArgumentException("no word for the type " + type);
        };
    }

    /** Returns one default for all services where their defaults differ by their names alone, else that of each service. */
    private static String standard(List<ChartValue> values) {
        if (values.size() == 1) {
            return code(values.getFirst().standard());
        }
        List<String> different = values.stream()
                .map(value -> code(value.standard()).replaceFirst(service(value), "<name>"))
                .distinct()
                .toList();
        return different.size() == 1
                ? different.getFirst()
                : values.stream()
                        .map(value -> service(value) + " " + code(value.standard()))
                        .collect(joining(", "));
    }

    private static String service(ChartValue value) {
        return value.key().split("\\.", -1)[1];
    }

    private static String code(JsonNode value) {
        String text = value.isTextual() ? value.asText() : value.toString();
        return text.isEmpty() ? "empty" : "`" + text + "`";
    }
}
