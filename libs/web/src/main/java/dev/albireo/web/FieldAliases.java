package dev.albireo.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The names that a declared resource accepts beside its own, as the standards have them: {@code redirect_uris}, {@code given_name}.
 *
 * @param paths the path of a field, with dots, by its other name; both names may be those of nested fields
 */
public record FieldAliases(Map<String, String> paths) {
    public FieldAliases {
        paths = new LinkedHashMap<>(paths);
    }

    /** Returns these names and one more. */
    public FieldAliases and(String alias, String path) {
        Map<String, String> all = new LinkedHashMap<>(paths);
        all.put(alias, path);
        return new FieldAliases(all);
    }

    /**
     * Returns a copy of a body in which each field has the resource's own name. Rejected with {@code UNPROCESSABLE} where a field is given by
     * both names. What is not an object stays as it is, for the reader to reject.
     */
    public JsonNode resolve(JsonNode body) {
        JsonNode resolved = body.deepCopy();
        paths.forEach((alias, path) -> rename(resolved, alias, path));
        return resolved;
    }

    private static void rename(JsonNode body, String alias, String path) {
        JsonNode holder = alias.contains(".") ? body.at(pointer(parent(alias))) : body;
        if (holder instanceof ObjectNode object && object.has(name(alias))) {
            if (!body.at(pointer(path)).isMissingNode()) {
                throw Problem.UNPROCESSABLE.because(
                        alias + " is another name of " + path + "; give one of them", alias);
            }
            put((ObjectNode) body, path, object.remove(name(alias)));
        }
    }

    private static void put(ObjectNode object, String path, JsonNode value) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            object.set(path, value);
            return;
        }
        String name = path.substring(0, dot);
        JsonNode child = object.path(name);
        if (!child.isMissingNode() && !child.isNull() && !child.isObject()) {
            throw Problem.UNPROCESSABLE.because(name + " must be an object", name);
        }
        put(child instanceof ObjectNode nested ? nested : object.putObject(name), path.substring(dot + 1), value);
    }

    private static String parent(String path) {
        return path.substring(0, path.lastIndexOf('.'));
    }

    private static String pointer(String path) {
        return "/" + path.replace('.', '/');
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
