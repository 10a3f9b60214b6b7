package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads the audit trail page by page. */
final class AuditPages {
    private static final int PAGE = 500;
    private static final String QUERY = """
            query($first: Int!, $after: String, $since: String, $until: String, $target: String, $actor: String,
                  $action: String, $targetName: String, $actorName: String, $newestFirst: Boolean!) {
              auditRecords(first: $first, after: $after, newestFirst: $newestFirst,
                           filter: {since: $since, until: $until, target: $target, actor: $actor, action: $action,
                                    targetName: $targetName, actorName: $actorName}) {
                nodes { at eventId actor actorName action target targetName outcome detail address %s } endCursor } }
            """;

    /** The place of a record in its chain, with what verifies it. */
    static final String CHAIN = "chain sequence hash salt erased";

    private final AdminApi api;
    private final Map<String, @Nullable Object> filter;
    private final String query;

    AuditPages(AdminApi api, Map<String, @Nullable Object> filter) {
        this(api, filter, "");
    }

    /** @param fields what is read of each event besides what it says */
    AuditPages(AdminApi api, Map<String, @Nullable Object> filter, String fields) {
        this.api = api;
        this.filter = filter;
        this.query = QUERY.formatted(fields);
    }

    /** Passes each page to {@code goOn} until there are no more, or it returns false. */
    void each(Predicate<List<JsonNode>> goOn) {
        String after = null;
        do {
            Map<String, @Nullable Object> variables = new LinkedHashMap<>(filter);
            variables.put("first", PAGE);
            variables.put("after", after);
            JsonNode page = api.graphql(query, variables).path("auditRecords");
            List<JsonNode> facts = new ArrayList<>();
            page.path("nodes").forEach(facts::add);
            after = page.path("endCursor").textValue();
            if (!goOn.test(facts)) {
                return;
            }
        } while (after != null);
    }

    /** Returns the event with ids in place of names that are not known. */
    static JsonNode named(JsonNode fact) {
        ObjectNode named = fact.deepCopy();
        for (String id : List.of("actor", "target")) {
            if (named.path(id + "Name").isNull()) {
                named.set(id + "Name", named.get(id));
            }
        }
        return named;
    }

    /** Returns the event with {@code detail} and {@code erased} as JSON objects. */
    static JsonNode whole(JsonNode fact) {
        ObjectNode whole = fact.deepCopy();
        for (String name : List.of("detail", "erased")) {
            Optional.ofNullable(fact.path(name).textValue())
                    .flatMap(Json::parse)
                    .ifPresent(object -> whole.set(name, object));
        }
        return whole;
    }
}
