package dev.albireo.oauth.client.resource;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.TreeSet;

/**
 * The fields of a {@code Client} that a write changes.
 *
 * @param fields their names; includes {@code secret} if the secret is replaced or removed
 */
record ClientChange(Set<String> fields) {
    ClientChange {
        fields = Set.copyOf(fields);
    }

    static ClientChange of(ObjectNode before, ObjectNode after, boolean secret) {
        Set<String> fields = new TreeSet<>();
        before.fieldNames().forEachRemaining(fields::add);
        after.fieldNames().forEachRemaining(fields::add);
        fields.removeIf(field -> before.path(field).equals(after.path(field)));
        if (secret) {
            fields.add(SecretChange.FIELD);
        }
        return new ClientChange(fields);
    }

    static ClientChange ofDeleted(ObjectNode document, boolean secret) {
        return of(document, JsonNodeFactory.instance.objectNode(), secret);
    }

    static ClientChange ofNew(ObjectNode document, boolean secret) {
        return of(JsonNodeFactory.instance.objectNode(), document, secret);
    }
}
