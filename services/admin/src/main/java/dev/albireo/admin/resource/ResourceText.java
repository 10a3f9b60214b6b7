package dev.albireo.admin.resource;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.albireo.web.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Parses and formats resources: JSON or YAML in, either out. */
final class ResourceText {
    private static final int DEEPEST = 20;
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final ObjectWriter YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build()
            .writer();

    private ResourceText() {}

    /** The format of a body; {@code UNSAID} where the request does not declare it. */
    enum BodyFormat {
        JSON,
        YAML,
        UNSAID;

        /** Returns the format of a {@code Content-Type}; rejects any other type. */
        static BodyFormat of(@Nullable String contentType) {
            String type = Optional.ofNullable(contentType)
                    .map(text -> text.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                    .orElse("");
            return switch (type) {
                case "" -> UNSAID;
                case "application/json", "application/merge-patch+json" -> JSON;
                case "text/yaml", "application/yaml", "application/x-yaml" -> YAML;
                default ->
                    throw Problem.UNSUPPORTED_MEDIA_TYPE.because(
                            "send application/json, application/yaml or text/yaml");
            };
        }
    }

    /** Parses the document in a body; {@code BAD_REQUEST} names the position of an error. */
    static JsonNode read(byte @Nullable [] body, BodyFormat form) {
        String text = decoded(body == null ? new byte[0] : body);
        return switch (form) {
            case JSON -> json(text);
            case YAML -> YamlText.read(text);
            case UNSAID -> text.stripLeading().startsWith("{") && isJson(text) ? json(text) : YamlText.read(text);
        };
    }

    /** Parses several documents: an array, or JSON lines; {@code BAD_REQUEST} names the line and the position of an error. */
    static List<JsonNode> readAll(byte @Nullable [] body) {
        String text = decoded(body == null ? new byte[0] : body);
        if (text.stripLeading().startsWith("[")) {
            List<JsonNode> documents = new ArrayList<>();
            json(text).forEach(documents::add);
            return documents;
        }
        List<String> lines = text.lines().toList();
        return IntStream.range(0, lines.size())
                .filter(i -> !lines.get(i).isBlank())
                .mapToObj(i -> line(i + 1, lines.get(i)))
                .toList();
    }

    private static JsonNode line(int number, String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            throw Problem.BAD_REQUEST.because("line " + number + ": the JSON is invalid"
                    + (place == null ? "" : " at column " + place.getColumnNr()));
        }
    }

    static String write(JsonNode document, BodyFormat form) {
        try {
            return form == BodyFormat.YAML ? YAML.writeValueAsString(document) : JSON.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document cannot be written", e);
        }
    }

    private static JsonNode json(String text) {
        try {
            JsonNode document = JSON.readTree(text);
            if (document.isMissingNode()) {
                throw Problem.BAD_REQUEST.because("the body is empty");
            }
            return document;
        } catch (JsonProcessingException e) {
            throw Problem.BAD_REQUEST.because("the JSON is invalid" + place(e.getLocation()));
        }
    }

    /** Two callers need the same result, and a document is small. */
    private static boolean isJson(String text) {
        try {
            return JSON.readTree(text).isObject();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static String place(@Nullable JsonLocation location) {
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String decoded(byte[] body) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw Problem.BAD_REQUEST.because("the body is not UTF-8");
        }
    }
}
