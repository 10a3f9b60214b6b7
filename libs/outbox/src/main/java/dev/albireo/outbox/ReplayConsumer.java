package dev.albireo.outbox;

import dev.albireo.events.Topic;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Processes the dead letters of this service again that an administrator has replayed; those of other services are not for it. */
@ApplicationScoped
class ReplayConsumer {
    private static final Logger LOG = Logger.getLogger(ReplayConsumer.class);

    private final Inbox inbox;
    private final List<EventHandler> handlers;
    private final String service;

    ReplayConsumer(
            Inbox inbox,
            @All List<EventHandler> handlers,
            @ConfigProperty(name = "quarkus.application.name") String application) {
        this.inbox = inbox;
        this.handlers = handlers;
        this.service = EventSignatures.service(application);
    }

    @Incoming("replay")
    Uni<Void> replay(ConsumerRecord<String, byte[]> record) {
        return DeadLetter.read(record)
                .filter(deadLetter -> deadLetter.service().equals(service))
                .flatMap(deadLetter -> handler(deadLetter).map(handler -> inbox.replay(deadLetter, handler::handle)))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Optional<EventHandler> handler(DeadLetter deadLetter) {
        Optional<EventHandler> handler = handlers.stream()
                .filter(each -> each.topics().stream().map(Topic::topicName).anyMatch(deadLetter.topic()::equals))
                .findFirst();
        if (handler.isEmpty()) {
            LOG.warnf(
                    "dead letter not replayed, topic not consumed topic=%s id=%s", deadLetter.topic(), deadLetter.id());
        }
        return handler;
    }
}
