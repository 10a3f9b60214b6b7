package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes one resource, on the condition that it has not changed since the difference was computed. */
final class Apply {
    private static final String NOTHING = "/dev/null";

    private final AdminApi api;
    private final boolean dryRun;

    Apply(AdminApi api, boolean dryRun) {
        this.api = api;
        this.dryRun = dryRun;
    }

    ApplyResult apply(DeclaredDocument resource) {
        Optional<JsonNode> before = api.find(resource.kind(), resource.id());
        Optional<String> version = before.map(Apply::version);
        JsonNode response = api.put(resource, version, dryRun);
        JsonNode after =
                dryRun ? response : api.find(resource.kind(), resource.id()).orElse(response);
        List<String> diff = Diff.unified(
                before.map(there -> "server/" + resource.name()).orElse(NOTHING),
                before.map(DeclaredDocument::text).orElse(""),
                "declared/" + resource.name(),
                DeclaredDocument.text(after));
        return new ApplyResult(
                resource, change(before, after, diff), diff, resource.neverShown(after), madeNow(response, after));
    }

    /** Returns the values that only the response to a write shows, because the server generated them. */
    private static JsonNode madeNow(JsonNode response, JsonNode after) {
        ObjectNode made = response.deepCopy();
        subtract(made, after);
        return made;
    }

    private static void subtract(ObjectNode from, JsonNode what) {
        List<String> known = new ArrayList<>();
        from.properties().forEach(field -> {
            JsonNode there = what.path(field.getKey());
            if (field.getValue() instanceof ObjectNode object && there.isObject()) {
                subtract(object, there);
            }
            boolean empty = field.getValue().isObject() && field.getValue().isEmpty();
            if (!there.isMissingNode() && (!there.isObject() || empty)) {
                known.add(field.getKey());
            }
        });
        from.remove(known);
    }

    private static ApplyResult.Change change(Optional<JsonNode> before, JsonNode after, List<String> diff) {
        if (before.isEmpty()) {
            return ApplyResult.Change.CREATED;
        }
        boolean same = diff.isEmpty() && version(before.get()).equals(version(after));
        return same ? ApplyResult.Change.UNCHANGED : ApplyResult.Change.CHANGED;
    }

    private static String version(JsonNode resource) {
        return resource.at("/meta/versionId").asText();
    }
}
