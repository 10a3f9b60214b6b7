package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;

/** Prints results in the requested format. */
final class Output {
    private final PrintWriter out;
    private final Format format;

    Output(PrintWriter out, Format format) {
        this.out = out;
        this.format = format;
    }

    Format format() {
        return format;
    }

    /** Prints one object with all of its fields. */
    void object(JsonNode object) {
        switch (format) {
            case table -> Table.fields(object).forEach(out::println);
            case json -> out.println(Json.pretty(object));
            case yaml -> out.print(Yaml.write(object));
        }
        out.flush();
    }

    /** Prints a document as a whole: as YAML, or as JSON in the other formats. */
    void document(JsonNode document) {
        if (format == Format.yaml) {
            out.print(Yaml.write(document));
        } else {
            out.println(Json.pretty(document));
        }
        out.flush();
    }

    /** Prints several objects; a table has these fields as columns, the other formats have all fields. */
    void list(List<String> columns, List<JsonNode> objects) {
        switch (format) {
            case table -> Table.rows(columns, objects).forEach(out::println);
            case json -> out.println(Json.pretty(Json.of(objects)));
            case yaml -> out.print(Yaml.write(Json.of(objects)));
        }
        out.flush();
    }

    /** Prints a confirmation: the sentence in a table, the object in the other formats. */
    void done(String sentence, JsonNode object) {
        if (format == Format.table) {
            out.println(ServerErrors.oneLine(sentence));
            out.flush();
        } else {
            object(object);
        }
    }
}
