package dev.albireo.admin.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.web.Problem;
import dev.albireo.web.ProblemRefusal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.events.StreamEndEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * One YAML document as JSON, scalars by the core schema of YAML 1.2 (section 10.3.2), so that {@code no} is a text. Anchors, aliases, tags,
 * repeated keys and further documents are rejected, each with its line and column.
 */
final class YamlText {
    private static final int DEEPEST = 20;
    private static final int MAX_NUMBER_LENGTH = 40;
    private static final Pattern NULL = Pattern.compile("~|null|Null|NULL|");
    private static final Pattern BOOL = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern INT = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
    private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]+");
    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ParserImpl events;

    private YamlText(String text) {
        this.events = new ParserImpl(new StreamReader(text), new LoaderOptions());
    }

    /** Parses the document; rejects other text with {@code BAD_REQUEST}. */
    static JsonNode read(String text) {
        try {
            return new YamlText(text).document();
        } catch (MarkedYAMLException e) {
            throw malformed(Optional.ofNullable(e.getProblemMark()), String.valueOf(e.getProblem()));
        } catch (YAMLException e) {
            throw Problem.BAD_REQUEST.because("the YAML contains a character that is not allowed");
        }
    }

    private JsonNode document() {
        events.getEvent();
        if (events.peekEvent() instanceof StreamEndEvent) {
            throw Problem.BAD_REQUEST.because("the body is empty");
        }
        events.getEvent();
        JsonNode root = node(0);
        events.getEvent();
        if (!(events.peekEvent() instanceof StreamEndEvent)) {
            throw at(events.peekEvent(), "a second document begins");
        }
        return root;
    }

    private JsonNode node(int depth) {
        Event event = events.getEvent();
        if (depth > DEEPEST) {
            throw at(event, "more than " + DEEPEST + " levels");
        }
        if (event instanceof AliasEvent || (event instanceof NodeEvent node && node.getAnchor() != null)) {
            throw at(event, "anchors and aliases are not accepted");
        }
        return switch (event) {
            case ScalarEvent scalar -> scalar(scalar);
            case MappingStartEvent mapping -> mapping(mapping, depth);
            case SequenceStartEvent sequence -> sequence(sequence, depth);
            default -> throw at(event, "a value is expected");
        };
    }

    private ObjectNode mapping(MappingStartEvent start, int depth) {
        untagged(start, start.getTag());
        ObjectNode object = NODES.objectNode();
        while (!(events.peekEvent() instanceof MappingEndEvent)) {
            Event key = events.getEvent();
            if (!(key instanceof ScalarEvent scalar) || scalar.getAnchor() != null || scalar.getTag() != null) {
                throw at(key, "a key must be a plain text");
            }
            if (object.has(scalar.getValue())) {
                throw at(key, "a key is repeated");
            }
            object.set(scalar.getValue(), node(depth + 1));
        }
        events.getEvent();
        return object;
    }

    private ArrayNode sequence(SequenceStartEvent start, int depth) {
        untagged(start, start.getTag());
        ArrayNode array = NODES.arrayNode();
        while (!(events.peekEvent() instanceof SequenceEndEvent)) {
            array.add(node(depth + 1));
        }
        events.getEvent();
        return array;
    }

    private static JsonNode scalar(ScalarEvent scalar) {
        untagged(scalar, scalar.getTag());
        String text = scalar.getValue();
        if (scalar.getScalarStyle() != ScalarStyle.PLAIN) {
            return NODES.textNode(text);
        }
        if (NULL.matcher(text).matches()) {
            return NODES.nullNode();
        }
        if (BOOL.matcher(text).matches()) {
            return NODES.booleanNode(text.charAt(0) == 't' || text.charAt(0) == 'T');
        }
        return text.length() > MAX_NUMBER_LENGTH ? NODES.textNode(text) : number(text);
    }

    private static JsonNode number(String text) {
        if (INT.matcher(text).matches()) {
            return whole(new BigInteger(text));
        }
        if (OCTAL.matcher(text).matches()) {
            return whole(new BigInteger(text.substring(2), 8));
        }
        if (HEXADECIMAL.matcher(text).matches()) {
            return whole(new BigInteger(text.substring(2), 16));
        }
        return FLOAT.matcher(text).matches() ? NODES.numberNode(new BigDecimal(text)) : NODES.textNode(text);
    }

    private static JsonNode whole(BigInteger value) {
        return value.bitLength() < Integer.SIZE ? NODES.numberNode(value.intValue()) : NODES.numberNode(value);
    }

    private static void untagged(Event event, @Nullable String tag) {
        if (tag != null) {
            throw at(event, "tags are not accepted");
        }
    }

    private static ProblemRefusal at(Event event, String what) {
        return malformed(Optional.ofNullable(event.getStartMark()), what);
    }

    private static ProblemRefusal malformed(Optional<Mark> mark, String what) {
        String where = mark.map(place -> " at line " + (place.getLine() + 1) + ", column " + (place.getColumn() + 1))
                .orElse("");
        return Problem.BAD_REQUEST.because("the YAML is invalid" + where + ": " + what);
    }
}
