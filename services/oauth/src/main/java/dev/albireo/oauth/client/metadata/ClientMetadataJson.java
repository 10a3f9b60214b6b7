package dev.albireo.oauth.client.metadata;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Client metadata as JSON: as a registration returns it, and as the resource {@code Client} shows it. */
public final class ClientMetadataJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ClientMetadataJson() {}

    /** Returns the members of a client information response (RFC 7591 section 3.2.1). */
    public static ObjectNode registration(ClientMetadata metadata) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        metadata.members().forEach((member, value) -> {
            if (MemberDifference.isRegistered(member)) {
                json.set(member, JSON.valueToTree(value));
            }
        });
        List<String> scopes = metadata.grants().scopes().stream().sorted().toList();
        return json.put(GrantSettings.SCOPE, String.join(" ", scopes));
    }

    /** Returns the members of the resource; those with the default value are left out. */
    public static ObjectNode resource(ClientMetadata metadata) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        metadata.members().forEach((member, value) -> {
            if (MemberDifference.isDeclared(member) && !MemberDifference.isOmitted(member, value)) {
                put(json, MemberDifference.path(member), value);
            }
        });
        return json;
    }

    private static void put(ObjectNode json, String path, Object value) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            json.set(path, JSON.valueToTree(value));
        } else {
            put(json.withObjectProperty(path.substring(0, dot)), path.substring(dot + 1), value);
        }
    }
}
