package dev.albireo.webhooks.delivery;

import dev.albireo.outbox.EventDispatcher;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Receives the requests to deliver codes and mails, and the endpoints of codes, on a channel of their own, so that a user's code never waits
 * for the events that subscribers are told of.
 */
@ApplicationScoped
class DeliveryRequests {
    private final EventDispatcher dispatcher;

    DeliveryRequests(EventDispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    @Incoming("delivery-requests")
    Uni<Void> on(ConsumerRecords<String, byte[]> batch) {
        return dispatcher.dispatch(batch);
    }
}
