package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Formats tables. Control characters are removed from the server's text, because they could manipulate a terminal. */
final class Table {
    private Table() {}

    /** Returns a header and one line for each object. */
    static List<String> rows(List<String> fields, Iterable<JsonNode> objects) {
        List<List<String>> cells = new ArrayList<>();
        cells.add(fields.stream().map(Table::title).toList());
        objects.forEach(object ->
                cells.add(fields.stream().map(field -> cell(object.path(field))).toList()));
        int[] widths = new int[fields.size()];
        cells.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        return cells.stream().map(row -> line(row, widths)).toList();
    }

    /** Returns one line for each field of an object. */
    static List<String> fields(JsonNode object) {
        int width = object.properties().stream()
                .mapToInt(field -> title(field.getKey()).length())
                .max()
                .orElse(0);
        return object.properties().stream()
                .map(field -> title(field.getKey())
                        + " ".repeat(width - title(field.getKey()).length()) + "  " + cell(field.getValue()))
                .toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
        }
        return line.toString().stripTrailing();
    }

    /** Returns the heading of a field: REQUIRES 2FA for {@code requires2fa}. */
    private static String title(String field) {
        return field.replaceAll("([a-z])([A-Z0-9])", "$1 $2").toUpperCase(Locale.ROOT);
    }

    private static String cell(JsonNode value) {
        return switch (value.getNodeType()) {
            case MISSING, NULL -> "-";
            case BOOLEAN -> value.booleanValue() ? "yes" : "no";
            case ARRAY ->
                value.isEmpty()
                        ? "-"
                        : StreamSupport.stream(value.spliterator(), false)
                                .map(Table::cell)
                                .collect(Collectors.joining(","));
            case STRING -> ServerErrors.oneLine(value.textValue());
            default -> ServerErrors.oneLine(value.toString());
        };
    }
}
