package dev.albireo.oauth.client.resource;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.oauth.client.metadata.ClientPolicy;
import dev.albireo.web.Fields;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The clients, their fields and the AuthConfigs that a service account may write: the {@code manages} of its resource. Without it, a service
 * account writes nothing.
 *
 * @param clients ids of clients, or prefixes of ids that end with {@code *}
 * @param authConfigs ids of AuthConfigs, or prefixes likewise
 * @param fields fields of the resource {@code Client}, such as {@code auth} with the redirect URIs, or {@code client_uri}
 */
record ManagedResources(List<String> clients, List<String> authConfigs, Set<String> fields) {
    static final String FIELD = "manages";

    private static final String CLIENTS = "clients";
    private static final String AUTH_CONFIGS = "auth_configs";
    private static final int MAX_ENTRIES = 100;
    private static final Pattern NAMED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}\\*?");
    private static final Pattern FIELD_NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    ManagedResources {
        clients = List.copyOf(clients);
        authConfigs = List.copyOf(authConfigs);
        fields = Set.copyOf(fields);
    }

    /** Validates the member of a declaration, which only a service account may have. */
    static void check(Fields declaration, boolean serviceAccount) {
        declaration.object(FIELD).ifPresent(manages -> {
            declaration.require(serviceAccount, FIELD, "absent: the client is not a service account");
            checkIds(manages, CLIENTS);
            checkIds(manages, AUTH_CONFIGS);
            List<String> fields = manages.strings("fields");
            manages.require(
                    fields.size() <= MAX_ENTRIES && fields.stream().allMatch(ManagedResources::isField),
                    "fields",
                    "a list of fields of a Client, except first_party");
        });
    }

    /** Reads the member of a stored declaration; empty where it is absent. */
    static ManagedResources of(JsonNode declaration) {
        JsonNode manages = declaration.path(FIELD);
        return new ManagedResources(
                strings(manages.path(CLIENTS)),
                strings(manages.path(AUTH_CONFIGS)),
                Set.copyOf(strings(manages.path("fields"))));
    }

    boolean includesClient(String id) {
        return includes(clients, id);
    }

    boolean includesAuthConfig(String id) {
        return includes(authConfigs, id);
    }

    private static void checkIds(Fields manages, String member) {
        List<String> ids = manages.strings(member);
        manages.require(
                ids.size() <= MAX_ENTRIES
                        && ids.stream().allMatch(id -> NAMED.matcher(id).matches()),
                member,
                "a list of ids or prefixes followed by *");
    }

    private static boolean includes(List<String> ids, String id) {
        return ids.stream()
                .anyMatch(named ->
                        named.endsWith("*") ? id.startsWith(named.substring(0, named.length() - 1)) : id.equals(named));
    }

    /** Returns the changed fields that it may not write. */
    String outside(ClientChange change) {
        Set<String> others = new TreeSet<>(change.fields());
        others.removeAll(fields);
        return others.stream().collect(Collectors.joining(", "));
    }

    private static boolean isField(String name) {
        return FIELD_NAME.matcher(name).matches() && !name.equals(ClientPolicy.FIRST_PARTY) && !name.equals(FIELD);
    }

    private static List<String> strings(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .distinct()
                .toList();
    }
}
