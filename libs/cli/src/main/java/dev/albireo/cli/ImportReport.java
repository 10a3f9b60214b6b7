package dev.albireo.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Counts the outcomes of an import, and writes the number of each refused line and the reason to a file. No line appears in it. */
final class ImportReport implements AutoCloseable {
    private final Path place;
    private final BufferedWriter file;
    private int created;
    private int unchanged;
    private int refused;

    ImportReport(Path place) {
        this.place = place;
        try {
            this.file = Files.newBufferedWriter(place, UTF_8);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, place + ": cannot be written");
        }
    }

    /** Counts what the server says of a line. */
    void line(int number, JsonNode line) {
        switch (line.path("outcome").asText()) {
            case "CREATED" -> created++;
            case "UNCHANGED" -> unchanged++;
            default -> refused(number, line);
        }
    }

    /** Writes a refused line with those of these members that it has. */
    void refused(int number, JsonNode line) {
        refused++;
        ObjectNode entry = Json.object().put("line", number);
        List.of("userName", "field", "reason").stream()
                .filter(line::hasNonNull)
                .forEach(member -> entry.set(member, line.get(member)));
        try {
            file.write(Json.line(entry));
            file.newLine();
            file.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path place() {
        return place;
    }

    boolean isComplete() {
        return refused == 0;
    }

    /** Returns the counts as a part of a sentence. */
    String counts(boolean dryRun) {
        return "%d %s %screated, %d unchanged, %d refused"
                .formatted(created, created == 1 ? "user" : "users", dryRun ? "would be " : "", unchanged, refused);
    }

    ObjectNode result() {
        return Json.object()
                .put("created", created)
                .put("unchanged", unchanged)
                .put("refused", refused)
                .put("report", place.toString());
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
