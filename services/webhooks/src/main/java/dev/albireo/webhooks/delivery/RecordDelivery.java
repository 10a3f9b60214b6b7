package dev.albireo.webhooks.delivery;

import dev.albireo.events.Topic;
import dev.albireo.outbox.EventHandler;
import dev.albireo.outbox.Inbox;
import dev.albireo.outbox.ReceivedMessage;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Records every event of the session and two-factor topics as a pending delivery. */
@Singleton
class RecordDelivery implements EventHandler {
    private final Inbox inbox;
    private final DeliveryStore deliveries;

    RecordDelivery(Inbox inbox, DeliveryStore deliveries) {
        this.inbox = inbox;
        this.deliveries = deliveries;
    }

    @Incoming("session")
    Uni<Void> onSession(ConsumerRecord<String, byte[]> record) {
        return inbox.apply(record, this::handle);
    }

    @Incoming("two-factor")
    Uni<Void> onTwoFactor(ConsumerRecord<String, byte[]> record) {
        return inbox.apply(record, this::handle);
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.SESSION, Topic.TWO_FACTOR);
    }

    @Override
    public Uni<Void> handle(ReceivedMessage received) {
        return deliveries.add(received.id(), received.event(), received.at());
    }
}
