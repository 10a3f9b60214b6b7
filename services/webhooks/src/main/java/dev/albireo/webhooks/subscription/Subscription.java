package dev.albireo.webhooks.subscription;

import dev.albireo.events.Event;
import dev.albireo.webhooks.catalogue.EventCatalogue;
import dev.albireo.webhooks.catalogue.EventDescription;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which events a subscription wants, and what it may see of them.
 *
 * @param key refers to it in deliveries
 */
public record Subscription(
        UUID key, List<String> eventTypes, Optional<String> clientId, Optional<String> group, Set<String> subjectData) {
    public Subscription {
        eventTypes = List.copyOf(eventTypes);
        subjectData = Set.copyOf(subjectData);
    }

    static Subscription of(UUID key, SubscriptionDeclaration declared) {
        return new Subscription(
                key, declared.eventTypes(), declared.clientId(), declared.group(), Set.copyOf(declared.subjectData()));
    }

    /** Returns whether it wants this event: by type, client and group. */
    public boolean wants(EventDescription<?> type, Event event) {
        return eventTypes.stream().anyMatch(pattern -> EventCatalogue.matches(pattern, type.name()))
                && clientId.filter(id -> !type.concernsClient(event, id)).isEmpty()
                && group.filter(id -> !type.concernsGroup(event, id)).isEmpty();
    }
}
