package dev.albireo.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The results.
 *
 * @param floors the floors in CPU milliseconds, by name
 * @param rows the tables' size on disk
 * @param facts facts about the machine and the start, by name
 */
record Report(List<Figures> figures, Map<String, Double> floors, Map<String, String> facts, List<Disk.Row> rows) {
    private static final String ROW = "| %-32s | %9s | %9s | %9s | %7s | %7s | %7s | %7s | %7s | %-12s |%n";

    /** Returns the report as Markdown. */
    String table() {
        StringBuilder text = new StringBuilder();
        facts.forEach((name, value) ->
                text.append("* ").append(name).append(": ").append(value).append('\n'));
        text.append('\n')
                .append(ROW.formatted(
                        "request", "per s", "CPU ms", "+ db ms", "WAL B", "commits", "p50 ms", "p95 ms", "p99 ms",
                        "goal"))
                .append("|---|---:|---:|---:|---:|---:|---:|---:|---:|---|\n");
        for (Figures line : figures) {
            text.append(row(line));
        }
        floors.forEach((name, millis) ->
                text.append(ROW.formatted("floor: " + name, "", three(millis), "", "", "", "", "", "", "")));
        if (!rows.isEmpty()) {
            text.append("\n| table | rows | bytes a row, indexes too | of them indexes |\n|---|---:|---:|---:|\n");
            rows.forEach(row -> text.append(
                    "| %s | %d | %d | %d |%n".formatted(row.table(), row.rows(), row.bytes(), row.indexBytes())));
        }
        return text.toString();
    }

    private static String row(Figures line) {
        return ROW.formatted(
                line.name(),
                String.format(Locale.ROOT, "%.0f", line.perSecond()),
                three(line.serverMillis()),
                three(line.databaseMillis()),
                String.format(Locale.ROOT, "%.0f", line.written().bytes()),
                String.format(Locale.ROOT, "%.1f", line.written().commits()),
                millis(line.p50()),
                millis(line.p95()),
                millis(line.p99()),
                line.goal());
    }

    String json() {
        JsonArray lines = new JsonArray();
        for (Figures line : figures) {
            lines.add(new JsonObject()
                    .put("request", line.name())
                    .put("requests_per_second", line.perSecond())
                    .put("server_cpu_ms", line.serverMillis())
                    .put("database_cpu_ms", line.databaseMillis())
                    .put("wal_bytes", line.written().bytes())
                    .put("commits", line.written().commits())
                    .put("p50_ms", line.p50().toNanos() / 1e6)
                    .put("p95_ms", line.p95().toNanos() / 1e6)
                    .put("p99_ms", line.p99().toNanos() / 1e6)
                    .put("goal", line.goal()));
        }
        JsonArray tables = new JsonArray();
        rows.forEach(row -> tables.add(new JsonObject()
                .put("table", row.table())
                .put("rows", row.rows())
                .put("bytes_per_row", row.bytes())
                .put("index_bytes_per_row", row.indexBytes())));
        return new JsonObject()
                .put("facts", new JsonObject(Map.copyOf(facts)))
                .put("figures", lines)
                .put("tables", tables)
                .put("floors_cpu_ms", new JsonObject(Map.copyOf(floors)))
                .encodePrettily();
    }

    private static String three(double millis) {
        return String.format(Locale.ROOT, "%.3f", millis);
    }

    private static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.2f", duration.toNanos() / 1e6);
    }
}
