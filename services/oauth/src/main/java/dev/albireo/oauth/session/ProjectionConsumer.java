package dev.albireo.oauth.session;

import dev.albireo.events.Event;
import dev.albireo.events.SessionEvent;
import dev.albireo.events.Topic;
import dev.albireo.events.UserEvent.UserChanged;
import dev.albireo.events.UserEvent.UserDeleted;
import dev.albireo.outbox.EventHandler;
import dev.albireo.outbox.Inbox;
import dev.albireo.outbox.ReceivedMessage;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Updates the projection from Kafka; repeated, late and reordered events have no effect. */
@ApplicationScoped
class ProjectionConsumer implements EventHandler {
    private final Inbox inbox;
    private final SessionProjectionStore store;
    private final Clock clock;

    ProjectionConsumer(Inbox inbox, SessionProjectionStore store, Clock clock) {
        this.inbox = inbox;
        this.store = store;
        this.clock = clock;
    }

    @Incoming("sessions")
    Uni<Void> session(ConsumerRecord<String, byte[]> record) {
        return inbox.apply(record, this::handle);
    }

    @Incoming("users")
    Uni<Void> user(ConsumerRecord<String, byte[]> record) {
        return inbox.apply(record, this::handle);
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.SESSION, Topic.USER);
    }

    @Override
    public Uni<Void> handle(ReceivedMessage received) {
        Instant now = clock.instant();
        return switch ((Event) received.event()) {
            case SessionEvent event -> store.apply(event.session(), now);
            case UserChanged event -> store.apply(event.user(), now);
            case UserDeleted event -> store.apply(event, now);
            default -> Uni.createFrom().voidItem();
        };
    }
}
