package dev.albireo.oauth.session;

import dev.albireo.events.SessionEvent;
import dev.albireo.events.SessionState;
import dev.albireo.events.Topic;
import dev.albireo.events.UserEvent.UserChanged;
import dev.albireo.events.UserEvent.UserDeleted;
import dev.albireo.events.UserState;
import dev.albireo.outbox.EventHandler;
import dev.albireo.outbox.ReceivedMessage;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Updates the projection from Kafka; repeated, late and reordered events have no effect. */
@ApplicationScoped
class ProjectionConsumer implements EventHandler {
    private final SessionProjectionStore store;
    private final Clock clock;

    ProjectionConsumer(SessionProjectionStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.SESSION, Topic.USER);
    }

    @Override
    public Uni<Void> handle(ReceivedMessage received) {
        return handleAll(List.of(received));
    }

    @Override
    public Uni<Void> handleAll(List<ReceivedMessage> received) {
        List<SessionState> sessions = new ArrayList<>();
        List<UserState> users = new ArrayList<>();
        for (ReceivedMessage message : received) {
            switch (message.event()) {
                case SessionEvent event -> sessions.add(event.session());
                case UserChanged event -> users.add(event.user());
                case UserDeleted event -> users.add(SessionProjectionStore.erased(event));
                default -> {
                    // of no concern to the projection
                }
            }
        }
        return store.apply(sessions, users, clock.instant());
    }
}
