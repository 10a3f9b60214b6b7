package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;

/** Prints answers in the format that was asked for. */
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

    /** One object, all of its fields. */
    void object(JsonNode object) {
        switch (format) {
            case table -> Table.fields(object).forEach(out::println);
            case json -> out.println(Json.pretty(object));
            case yaml -> out.print(Yaml.write(object));
        }
        out.flush();
    }

    /** Several objects; a table has these fields as columns, the others all that there are. */
    void list(List<String> columns, List<JsonNode> objects) {
        switch (format) {
            case table -> Table.rows(columns, objects).forEach(out::println);
            case json -> out.println(Json.pretty(Json.of(objects)));
            case yaml -> out.print(Yaml.write(Json.of(objects)));
        }
        out.flush();
    }

    /** A word to a person about what was done: the object in the other formats. */
    void done(String sentence, JsonNode object) {
        if (format == Format.table) {
            out.println(Refusals.oneLine(sentence));
            out.flush();
        } else {
            object(object);
        }
    }
}
