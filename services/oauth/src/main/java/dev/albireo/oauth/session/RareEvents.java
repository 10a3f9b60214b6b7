package dev.albireo.oauth.session;

import dev.albireo.outbox.EventDispatcher;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Receives AuthConfigs, groups and replayed dead letters on a channel of their own, so that the end of a session never waits for one of them
 * that cannot be processed.
 */
@ApplicationScoped
class RareEvents {
    private final EventDispatcher dispatcher;

    RareEvents(EventDispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    @Incoming("rare-events")
    Uni<Void> on(ConsumerRecords<String, byte[]> batch) {
        return dispatcher.dispatch(batch);
    }
}
