package dev.albireo.admin.deadletter;

import dev.albireo.outbox.DeadLetter;
import dev.albireo.outbox.Inbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Lists the letters of the dead-letter topic until their service has processed them; repeated records have no effect. */
@ApplicationScoped
class DeadLetterConsumer {
    private final Inbox inbox;
    private final DeadLetterRepository deadLetters;

    DeadLetterConsumer(Inbox inbox, DeadLetterRepository deadLetters) {
        this.inbox = inbox;
        this.deadLetters = deadLetters;
    }

    @Incoming("dead-letters")
    Uni<Void> on(ConsumerRecord<String, byte[]> record) {
        return inbox.applyLetter(record, this::apply);
    }

    private Uni<Void> apply(ConsumerRecord<String, byte[]> record) {
        return DeadLetter.read(record)
                .map(deadLetter ->
                        DeadLetter.isResolution(record) ? deadLetters.remove(deadLetter) : deadLetters.put(deadLetter))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }
}
