package dev.albireo.webhooks.catalogue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.events.Event;
import dev.albireo.events.Topic;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A type of event that subscribers may be told.
 *
 * @param when when it is published
 * @param subject the user, or other resource, that it is about
 * @param groups the groups that {@code filter.group} compares with; empty for a type without groups
 * @param client the client that {@code filter.clientId} compares with; empty for a type without clients
 * @param fields the members of its data
 */
public record EventDescription<E extends Event>(
        Class<E> type,
        String when,
        Topic topic,
        Function<E, String> subject,
        Optional<Function<E, List<String>>> groups,
        Optional<Function<E, Optional<String>>> client,
        List<EventField<? super E>> fields) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public EventDescription {
        fields = List.copyOf(fields);
    }

    /** Returns the CloudEvents {@code type}. */
    public String name() {
        return "albireo." + type.getSimpleName() + ".v1";
    }

    /** Returns the user, or other resource, that the event is about. */
    public String subjectOf(Event event) {
        return subject.apply(type.cast(event));
    }

    /** Returns whether the event concerns this group; false for a type without groups. */
    public boolean concernsGroup(Event event, String group) {
        return groups.filter(of -> of.apply(type.cast(event)).contains(group)).isPresent();
    }

    /** Returns whether the event concerns this client; false for a type without clients. */
    public boolean concernsClient(Event event, String id) {
        return client.flatMap(of -> of.apply(type.cast(event)))
                .filter(id::equals)
                .isPresent();
    }

    /** Returns the JSON that a subscriber with these claims sees. */
    public String data(Event event, Set<String> claims) {
        E known = type.cast(event);
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        fields.forEach(field ->
                field.value().apply(known, claims).ifPresent(value -> data.set(field.name(), JSON.valueToTree(value))));
        return data.toString();
    }

    /** Returns the JSON Schema (2020-12) of its data. */
    ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", name()).put("description", when).put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        fields.forEach(field -> {
            properties.set(field.name(), field.type().schema().put("description", field.description()));
            if (field.always()) {
                required.add(field.name());
            }
        });
        return schema;
    }
}
