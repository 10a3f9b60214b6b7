package dev.albireo.oauth.twofactor;

import dev.albireo.events.Event;
import dev.albireo.events.GroupEvent.GroupChanged;
import dev.albireo.events.GroupEvent.GroupDeleted;
import dev.albireo.events.Topic;
import dev.albireo.outbox.EventHandler;
import dev.albireo.outbox.ReceivedMessage;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Updates the declared groups from Kafka; repeated, late and reordered events have no effect. */
@ApplicationScoped
class GroupProjectionConsumer implements EventHandler {
    private final GroupProjectionStore store;

    GroupProjectionConsumer(GroupProjectionStore store) {
        this.store = store;
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.GROUP);
    }

    @Override
    public Uni<Void> handle(ReceivedMessage received) {
        return switch ((Event) received.event()) {
            case GroupChanged event -> store.apply(event.group());
            case GroupDeleted event -> store.delete(event.id(), event.version());
            default -> Uni.createFrom().voidItem();
        };
    }
}
