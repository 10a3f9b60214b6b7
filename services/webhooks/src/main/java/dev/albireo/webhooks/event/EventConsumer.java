package dev.albireo.webhooks.event;

import dev.albireo.events.Event;
import dev.albireo.events.Topic;
import dev.albireo.events.UserEvent.UserDeleted;
import dev.albireo.outbox.EventHandler;
import dev.albireo.outbox.ReceivedMessage;
import dev.albireo.webhooks.administrator.ProjectedAdministrators;
import dev.albireo.webhooks.catalogue.EventCatalogue;
import dev.albireo.webhooks.catalogue.EventDescription;
import dev.albireo.webhooks.ssf.SecurityEvents;
import dev.albireo.webhooks.subscription.Subscription;
import dev.albireo.webhooks.subscription.Subscriptions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Stores a delivery for each subscription and each event stream that wants an event, once, however often the event arrives. */
@ApplicationScoped
class EventConsumer implements EventHandler {
    private final ProjectedAdministrators administrators;
    private final Subscriptions subscriptions;
    private final WebhookDeliveryStore deliveries;
    private final WebhookDelivery delivery;
    private final SecurityEvents securityEvents;
    private final Clock clock;

    EventConsumer(
            ProjectedAdministrators administrators,
            Subscriptions subscriptions,
            WebhookDeliveryStore deliveries,
            WebhookDelivery delivery,
            SecurityEvents securityEvents,
            Clock clock) {
        this.administrators = administrators;
        this.subscriptions = subscriptions;
        this.deliveries = deliveries;
        this.delivery = delivery;
        this.securityEvents = securityEvents;
        this.clock = clock;
    }

    @Override
    public Set<Topic> topics() {
        return EventCatalogue.topics().collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Uni<Void> handle(ReceivedMessage received) {
        return handleAll(List.of(received));
    }

    @Override
    public Uni<Void> handleAll(List<ReceivedMessage> received) {
        List<Event> events = received.stream().map(ReceivedMessage::event).toList();
        return administrators
                .apply(events)
                .chain(subscriptions::all)
                .chain(all -> add(received.stream()
                        .flatMap(message -> wanted(message, all))
                        .toList()))
                .chain(() -> erase(events))
                .chain(() -> securityEvents.add(received));
    }

    private Uni<Void> add(List<NewWebhookDelivery> wanted) {
        return wanted.isEmpty()
                ? Uni.createFrom().voidItem()
                : deliveries.add(wanted, clock.instant()).invoke(delivery::wakeUp);
    }

    private Uni<Void> erase(List<Event> events) {
        List<String> deleted = events.stream()
                .filter(UserDeleted.class::isInstance)
                .map(UserDeleted.class::cast)
                .map(UserDeleted::subject)
                .toList();
        return deleted.isEmpty() ? Uni.createFrom().voidItem() : deliveries.erase(deleted);
    }

    private static Stream<NewWebhookDelivery> wanted(ReceivedMessage message, List<Subscription> subscriptions) {
        Event event = message.event();
        return EventCatalogue.of(event).stream()
                .flatMap(type -> subscriptions.stream()
                        .filter(subscription -> subscription.wants(type, event))
                        .map(subscription -> delivery(message, type, subscription)));
    }

    private static NewWebhookDelivery delivery(
            ReceivedMessage message, EventDescription<?> type, Subscription subscription) {
        return new NewWebhookDelivery(
                subscription.key(),
                message.id(),
                type.name(),
                type.subjectOf(message.event()),
                type.data(message.event(), subscription.subjectData()),
                message.at());
    }
}
