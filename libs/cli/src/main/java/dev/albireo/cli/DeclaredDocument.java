package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A resource as a document declares it.
 *
 * @param source the name of the document for messages
 */
record DeclaredDocument(ResourceType kind, String id, ObjectNode body, String source) {
    private static final List<String> ENVELOPE = List.of("resourceType", "id", "meta");

    /** The order of {@link ResourceType}, otherwise that of the documents. */
    static final Comparator<DeclaredDocument> IN_ORDER = Comparator.comparing(DeclaredDocument::kind);

    /** Reads a declaration, which requires {@code resourceType} and {@code id}. */
    static DeclaredDocument of(JsonNode document, String source) {
        if (!(document instanceof ObjectNode body)) {
            throw new CommandFailure(ExitCode.BAD_INPUT, source + ": a resource must be a mapping of fields");
        }
        ResourceType kind = ResourceType.named(body.path("resourceType").asText())
                .filter(known -> known.type().equals(body.path("resourceType").asText()))
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.BAD_INPUT,
                        source + ": resourceType must be one of " + String.join(", ", ResourceType.types())));
        String id = body.path("id").asText();
        if (id.isEmpty()) {
            throw new CommandFailure(ExitCode.BAD_INPUT, source + ": id is missing");
        }
        return new DeclaredDocument(kind, id, body, source);
    }

    /** Returns the resources in the order in which they can be written; rejects a resource that is declared twice. */
    static List<DeclaredDocument> inOrder(List<DeclaredDocument> all) {
        Set<String> names = new HashSet<>();
        for (DeclaredDocument one : all) {
            if (!names.add(one.name())) {
                throw new CommandFailure(ExitCode.BAD_INPUT, one.source() + ": " + one.name() + " is declared twice");
            }
        }
        List<DeclaredDocument> sorted = new ArrayList<>(all);
        sorted.sort(IN_ORDER);
        return sorted;
    }

    /** Returns the full name, {@code Client/my-app}. */
    String name() {
        return kind.type() + "/" + id;
    }

    /** Returns the declared part of a resource as text, without the members that the server adds. */
    static String text(JsonNode resource) {
        ObjectNode body = resource.deepCopy();
        body.remove(ENVELOPE);
        return body.isEmpty() ? "" : Yaml.write(body);
    }

    /** Returns the paths of the fields that this document sets and that are never shown. */
    List<String> neverShown(JsonNode shown) {
        List<String> paths = new ArrayList<>();
        ObjectNode named = body.deepCopy();
        named.remove(ENVELOPE);
        collect("", named, shown, paths);
        return paths;
    }

    private static void collect(String prefix, JsonNode named, JsonNode shown, List<String> into) {
        named.properties().forEach(field -> {
            JsonNode there = shown.path(field.getKey());
            String path = prefix + field.getKey();
            if (field.getValue().isObject() && there.isObject()) {
                collect(path + ".", field.getValue(), there, into);
            } else if (there.isMissingNode() && !field.getValue().isNull()) {
                into.add(path);
            }
        });
    }
}
