package dev.albireo.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The fields of a declared resource as {@code docs/resources.md} lists them, compared with what its reader accepts: an unknown field is rejected
 * with the names of those that exist, and a value of the wrong type with the right one.
 */
public final class ResourceFields {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String UNKNOWN = "unknown-field";
    private static final Set<String> ENVELOPE = Set.of("resourceType", "id", "meta");
    private static final Map<String, String> EXPECTED = Map.of(
            "text", "text",
            "flag", "true or false",
            "list", "a list of strings",
            "number", "a whole number from",
            "map", "text");

    private final List<ListedField> fields;

    private ResourceFields(List<ListedField> fields) {
        this.fields = fields;
    }

    /** A row of the page. */
    private record ListedField(String path, String type, String otherName) {
        private static ListedField of(String row) {
            String[] cells = row.split("\\|");
            return new ListedField(plain(cells[1]), plain(cells[2]), plain(cells[3]));
        }

        private static String plain(String cell) {
            return cell.replace("`", "").strip();
        }
    }

    /** Returns the fields of the section with this title. */
    public static ResourceFields of(String resource) {
        String page = read(Path.of("../../docs/resources.md"));
        String section =
                page.substring(page.indexOf("\n## " + resource + "\n") + 1).split("\n## ", 2)[0];
        return new ResourceFields(section.lines()
                .filter(line -> line.startsWith("| `"))
                .map(ListedField::of)
                .toList());
    }

    /** Returns the paths by their other names. */
    public Map<String, String> otherNames() {
        return fields.stream()
                .filter(field -> !field.otherName().isEmpty())
                .collect(Collectors.toMap(ListedField::otherName, ListedField::path));
    }

    /** Checks that the reader of the resource knows these fields and no others, with these types, except those that it does not see. */
    public void check(Map<String, ?> required, Set<String> unseen, Consumer<JsonNode> reader) {
        assertThat(fields).isNotEmpty();
        List<ListedField> seen =
                fields.stream().filter(field -> !unseen.contains(field.path())).toList();
        levels(seen)
                .forEach((parent, names) -> assertThat(
                                existing(refusal(required, parent + UNKNOWN, JSON.nullNode(), reader)))
                        .as("the fields of %s", parent)
                        .isEqualTo(names));
        seen.stream()
                .filter(field -> EXPECTED.containsKey(field.type()))
                .forEach(field -> assertThat(refusal(required, field.path(), wrong(field.type()), reader))
                        .as(field.path())
                        .contains(EXPECTED.get(field.type())));
    }

    private static JsonNode wrong(String type) {
        return JSON.createObjectNode().set("wrong", type.equals("map") ? JSON.createArrayNode() : JSON.nullNode());
    }

    /** Returns the names by the path of the object that has them, with a dot at its end. */
    private static Map<String, Set<String>> levels(List<ListedField> fields) {
        Map<String, Set<String>> levels = new LinkedHashMap<>();
        levels.put("", new TreeSet<>(ENVELOPE));
        for (ListedField field : fields) {
            String parent = "";
            for (String name : field.path().split("\\.")) {
                levels.computeIfAbsent(parent, level -> new TreeSet<>()).add(name);
                parent += name + ".";
            }
        }
        return levels;
    }

    private static Set<String> existing(String refusal) {
        assertThat(refusal).contains(UNKNOWN + "; there are ");
        return Arrays.stream(refusal.split("; there are ", 2)[1].split(", "))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String refusal(Map<String, ?> required, String path, JsonNode value, Consumer<JsonNode> reader) {
        ObjectNode body = JSON.valueToTree(required);
        ObjectNode holder = body;
        List<String> names = Stream.of(path.split("\\.")).toList();
        for (String name : names.subList(0, names.size() - 1)) {
            holder = holder.withObjectProperty(name);
        }
        holder.set(names.getLast(), value);
        return String.valueOf(catchThrowable(() -> reader.accept(body)).getMessage());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
