package dev.albireo.events;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The JSON Schemas of the events of public topics, from their records and the Javadoc of these. */
final class StreamSchemas {
    /** Members that are between the services, and no part of the interface. */
    static final Set<String> INTERNAL = Set.of("cookieHash");

    private static final Path SOURCES = Path.of("src/main/java/dev/albireo/events");
    private static final Pattern PARAM = Pattern.compile("(?sm)^@param (\\w+)\\s+(.*?)(?=^@\\w|\\z)");
    private static final ObjectMapper JSON = new ObjectMapper();

    private StreamSchemas() {}

    /** Returns the schema of each type of event on a public topic, by the type. */
    static Map<String, ObjectNode> all(List<Class<? extends Event>> types) {
        return types.stream()
                .collect(toMap(
                        type -> "albireo." + type.getSimpleName() + ".v1",
                        StreamSchemas::schema,
                        (one, other) -> other,
                        TreeMap::new));
    }

    private static ObjectNode schema(Class<? extends Event> type) {
        ObjectNode schema = JSON.createObjectNode()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("title", "albireo." + type.getSimpleName() + ".v1")
                .put("description", plain(javadoc(type).replaceFirst("(?s)(?<=\\.)\\s.*", "")));
        return schema.setAll(object(type));
    }

    private static ObjectNode object(Class<?> type) {
        ObjectNode schema = JSON.createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        Map<String, String> described = params(type);
        for (RecordComponent component : type.getRecordComponents()) {
            String name = component.getName();
            if (INTERNAL.contains(name)) {
                continue;
            }
            ObjectNode member = value(component.getGenericType());
            Optional.ofNullable(described.get(name)).ifPresent(text -> member.put("description", text));
            properties.set(name, member);
            if (isAlwaysWritten(component)) {
                required.add(name);
            }
        }
        return schema;
    }

    private static boolean isAlwaysWritten(RecordComponent component) {
        JsonInclude include = component.getAccessor().getAnnotation(JsonInclude.class);
        return !component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                && (include == null || include.value() == JsonInclude.Include.ALWAYS);
    }

    private static ObjectNode value(Type type) {
        ObjectNode schema = JSON.createObjectNode();
        if (type == String.class) {
            return schema.put("type", "string");
        } else if (type == Instant.class) {
            return schema.put("type", "string").put("format", "date-time");
        } else if (type == int.class || type == long.class) {
            return schema.put("type", "integer");
        } else if (type == boolean.class) {
            return schema.put("type", "boolean");
        } else if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            schema.put("type", "array").set("items", value(generic.getActualTypeArguments()[0]));
            return schema;
        } else if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            schema.put("type", "object").set("additionalProperties", value(generic.getActualTypeArguments()[1]));
            return schema;
        } else if (type == Object.class) {
            return schema;
        }
        return object((Class<?>) type);
    }

    private static Map<String, String> params(Class<?> type) {
        return PARAM.matcher(javadoc(type))
                .results()
                .collect(toMap(param -> param.group(1), param -> plain(param.group(2))));
    }

    /** Returns the comment before the declaration of a record, without its asterisks. */
    private static String javadoc(Class<?> type) {
        Class<?> file = Optional.<Class<?>>ofNullable(type.getDeclaringClass()).orElse(type);
        String source = read(SOURCES.resolve(file.getSimpleName() + ".java"));
        return Pattern.compile(
                        "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w+(?:\\([^)]*\\))?\\s*)*(?:public )?record "
                                + type.getSimpleName() + "\\(",
                        Pattern.DOTALL)
                .matcher(source)
                .results()
                .findFirst()
                .map(match -> match.group(1).replaceAll("(?m)^\\s*\\* ?", ""))
                .orElseThrow(() -> new AssertionError(type + " has no Javadoc"));
    }

    private static String plain(String javadoc) {
        return javadoc.replaceAll("\\{@\\w+ (?:[\\w.]*#)?([^}]*)}", "`$1`")
                .replaceAll("\\bnull (?=when|while)", "absent ")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
