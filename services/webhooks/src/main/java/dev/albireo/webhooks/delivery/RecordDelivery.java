package dev.albireo.webhooks.delivery;

import dev.albireo.outbox.Inbox;
import dev.albireo.outbox.ReceivedMessage;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Records every event of the session and two-factor topics as a pending delivery. */
@Singleton
class RecordDelivery {
    private final Inbox inbox;
    private final DeliveryStore deliveries;

    RecordDelivery(Inbox inbox, DeliveryStore deliveries) {
        this.inbox = inbox;
        this.deliveries = deliveries;
    }

    @Incoming("session")
    Uni<Void> onSession(ConsumerRecord<String, byte[]> record) {
        return inbox.apply(record, this::keep);
    }

    @Incoming("two-factor")
    Uni<Void> onTwoFactor(ConsumerRecord<String, byte[]> record) {
        return inbox.apply(record, this::keep);
    }

    private Uni<Void> keep(ReceivedMessage received) {
        return deliveries.add(received.id(), received.event(), received.at());
    }
}
