package dev.albireo.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code make docs} writes the schemas; {@code -Dalbireo.docs.release=true} makes them those of the previous release ({@code docs/releasing.md}). */
@DisplayName("The schemas of the stream")
class StreamSchemasTest {
    private static final Path PAGE = Path.of("../../docs/stream.md");
    private static final Path FOLDER = Path.of("../../docs/stream");
    private static final Path RELEASED = Path.of("src/test/resources/released-schemas.json");
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT);

    static Stream<Class<? extends Event>> published() {
        return EventTypes.ALL.stream().filter(StreamSchemasTest::isPublic);
    }

    @Test
    void are_those_of_the_records() throws IOException {
        Map<String, ObjectNode> schemas = StreamSchemas.all(published().toList());
        if (Boolean.getBoolean("albireo.docs.write")) {
            Files.createDirectories(FOLDER);
            for (Map.Entry<String, ObjectNode> schema : schemas.entrySet()) {
                Files.writeString(file(schema.getKey()), JSON.writeValueAsString(schema.getValue()) + "\n");
            }
        }
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files)
                    .as("one file for each type; make docs writes them")
                    .hasSameSizeAs(schemas.keySet());
        }
        for (Map.Entry<String, ObjectNode> schema : schemas.entrySet()) {
            assertThat(JSON.readTree(file(schema.getKey()).toFile()))
                    .as("%s; make docs writes it", file(schema.getKey()))
                    .isEqualTo(schema.getValue());
        }
    }

    @Test
    void break_no_consumer_of_the_previous_release() throws IOException {
        Map<String, ObjectNode> schemas = StreamSchemas.all(published().toList());
        if (Boolean.getBoolean("albireo.docs.release")) {
            Files.writeString(RELEASED, JSON.writeValueAsString(schemas) + "\n");
        }
        Map<String, ObjectNode> released =
                JSON.readValue(RELEASED.toFile(), new TypeReference<TreeMap<String, ObjectNode>>() {});
        assertThat(SchemaChanges.breaking(released, schemas))
                .as("an incompatible change is a new type or topic, beside the present one (docs/stream.md)")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("published")
    void describe_what_is_written(Class<? extends Event> type) throws IOException {
        JsonNode schema =
                Objects.requireNonNull(StreamSchemas.all(List.of(type)).get(name(type)));
        assertConforms(golden(type), schema, type.getSimpleName());
    }

    @ParameterizedTest
    @MethodSource("published")
    void are_on_their_page(Class<? extends Event> type) throws IOException {
        String topic = event(type).topic().topicName();
        assertThat(Files.readAllLines(PAGE).stream().filter(line -> line.contains("`" + topic + "`")))
                .as("the row of %s names %s", topic, type.getSimpleName())
                .anyMatch(
                        line -> line.contains("[" + type.getSimpleName() + "](stream/" + name(type) + ".schema.json)"));
    }

    private static void assertConforms(JsonNode value, JsonNode schema, String place) {
        schema.path("required")
                .forEach(name -> assertThat(value.has(name.asText()))
                        .as("%s.%s is required", place, name.asText())
                        .isTrue());
        value.properties().stream()
                .filter(member -> schema.has("properties") && !StreamSchemas.INTERNAL.contains(member.getKey()))
                .forEach(member -> {
                    JsonNode described = schema.path("properties").path(member.getKey());
                    String inner = place + "." + member.getKey();
                    assertThat(described.isMissingNode())
                            .as("%s has no description", inner)
                            .isFalse();
                    assertThat(
                                    switch (member.getValue().getNodeType()) {
                                        case NUMBER -> "integer";
                                        default ->
                                            member.getValue()
                                                    .getNodeType()
                                                    .toString()
                                                    .toLowerCase(Locale.ROOT);
                                    })
                            .as(inner)
                            .isEqualTo(described.path("type").asText());
                    assertConforms(member.getValue(), described, inner);
                    member.getValue().forEach(item -> assertConforms(item, described.path("items"), inner + "[]"));
                });
    }

    private static boolean isPublic(Class<? extends Event> type) {
        try {
            return event(type).topic().isPublic();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Event event(Class<? extends Event> type) throws IOException {
        return JSON.treeToValue(golden(type), type);
    }

    private static JsonNode golden(Class<? extends Event> type) throws IOException {
        try (InputStream in =
                StreamSchemasTest.class.getResourceAsStream("/golden/" + type.getSimpleName() + ".json")) {
            return JSON.readTree(Objects.requireNonNull(in));
        }
    }

    private static String name(Class<? extends Event> type) {
        return "albireo." + type.getSimpleName() + ".v1";
    }

    private static Path file(String type) {
        return FOLDER.resolve(type + ".schema.json");
    }
}
