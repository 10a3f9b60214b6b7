package dev.albireo.systemtests.doors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Formats the results of each endpoint as a Markdown table: in the log, and in {@code target/doors.md}. */
final class Matrix {
    private static final String NOT_SEEN = "**no**";

    private final Map<Rule, Map<Door, String>> columns = new LinkedHashMap<>();
    private final Map<String, Integer> reasons = new LinkedHashMap<>();

    void add(Rule rule) {
        columns.put(rule, new EnumMap<>(Door.class));
    }

    void held(Rule rule, Door door, String how) {
        column(rule).put(door, how);
    }

    void without(Rule rule, Door door, String reason) {
        column(rule).put(door, "– " + reasons.computeIfAbsent(reason, new_ -> reasons.size() + 1));
    }

    private Map<Door, String> column(Rule rule) {
        return columns.computeIfAbsent(rule, unknown -> new EnumMap<>(Door.class));
    }

    void print() {
        String text = String.join("\n", lines()) + "\n";
        System.out.println(text);
        try {
            Files.writeString(Path.of("target", "doors.md"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("# Doors and rules");
        lines.add("");
        lines.add("Each cell is how the door said no; a dash has its reason below.");
        lines.add("");
        lines.add(row(
                "door",
                columns.keySet().stream()
                        .map(rule -> rule + " (" + rule.threats() + ")")
                        .toList()));
        lines.add("|---".repeat(columns.size() + 1) + "|");
        for (Door door : Door.values()) {
            lines.add(row(
                    "`" + door + "`",
                    columns.values().stream()
                            .map(column -> column.getOrDefault(door, NOT_SEEN))
                            .toList()));
        }
        lines.add("");
        reasons.forEach((reason, number) -> lines.add(number + ". " + reason));
        return lines;
    }

    private static String row(String head, List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| " + head + " | ", " |"));
    }
}
