package dev.albireo.systemtests.chaos;

import dev.albireo.systemtests.support.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures of a run, as Markdown and JSON. */
record Report(List<Figures> figures, List<String> books) {
    private static final String ROW = "| %-24s | %8s | %6s | %7s | %10s | %10s | %4s | %6s |%n";

    /** Returns the report as Markdown, followed by every broken promise. */
    String table() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                        Locale.ROOT,
                        ROW,
                        "what",
                        "requests",
                        "failed",
                        "excused",
                        "slowest ms",
                        "back after",
                        "lost",
                        "broken"))
                .append("|---|---:|---:|---:|---:|---:|---:|---:|\n");
        for (Figures line : figures) {
            text.append(String.format(
                    Locale.ROOT,
                    ROW,
                    line.name(),
                    line.requests(),
                    line.failed(),
                    line.excused(),
                    line.slowest().toMillis(),
                    line.failed() == 0 ? "-" : line.recovery().toMillis(),
                    line.lost().size(),
                    line.broken().size()));
        }
        figures.forEach(line -> line.broken()
                .forEach(promise -> text.append("BROKEN, ")
                        .append(line.name())
                        .append(": ")
                        .append(promise)
                        .append('\n')));
        books.forEach(line -> text.append("BROKEN, the books: ").append(line).append('\n'));
        return text.toString();
    }

    void write(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, json());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String json() {
        return Json.write(
                Map.of("disturbances", figures.stream().map(Report::json).toList(), "books", books));
    }

    private static Map<String, Object> json(Figures line) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", line.name());
        json.put("requests", line.requests());
        json.put("failed", line.failed());
        json.put("excused", line.excused());
        json.put("slowest_ms", line.slowest().toMillis());
        json.put("recovery_ms", line.recovery().toMillis());
        json.put("lost_in_flight", line.lost());
        json.put("broken", line.broken());
        return json;
    }
}
