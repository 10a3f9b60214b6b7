package dev.albireo.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON Merge Patch (RFC 7396): null deletes, an object is merged, any other value replaces. */
public final class MergePatch {
    private MergePatch() {}

    /** Returns the patched value; does not change the arguments. RFC 7396 section 2. */
    public static JsonNode apply(JsonNode target, JsonNode patch) {
        if (!(patch instanceof ObjectNode changes)) {
            return patch;
        }
        ObjectNode result =
                target instanceof ObjectNode object ? object.deepCopy() : JsonNodeFactory.instance.objectNode();
        changes.properties().forEach(change -> {
            if (change.getValue().isNull()) {
                result.remove(change.getKey());
            } else {
                JsonNode before =
                        result.has(change.getKey()) ? result.get(change.getKey()) : JsonNodeFactory.instance.nullNode();
                result.set(change.getKey(), apply(before, change.getValue()));
            }
        });
        return result;
    }
}
