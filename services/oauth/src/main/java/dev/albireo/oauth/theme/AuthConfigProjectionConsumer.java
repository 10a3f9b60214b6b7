package dev.albireo.oauth.theme;

import dev.albireo.events.AuthConfigEvent.AuthConfigChanged;
import dev.albireo.events.AuthConfigEvent.AuthConfigDeleted;
import dev.albireo.events.Event;
import dev.albireo.events.Topic;
import dev.albireo.outbox.EventHandler;
import dev.albireo.outbox.ReceivedMessage;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Updates the AuthConfigs from Kafka; repeated, late and reordered events have no effect. */
@ApplicationScoped
class AuthConfigProjectionConsumer implements EventHandler {
    private final AuthConfigProjectionStore store;

    AuthConfigProjectionConsumer(AuthConfigProjectionStore store) {
        this.store = store;
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.AUTH_CONFIG);
    }

    @Override
    public Uni<Void> handle(ReceivedMessage received) {
        return switch ((Event) received.event()) {
            case AuthConfigChanged event -> store.apply(event.config());
            case AuthConfigDeleted event -> store.delete(event.id(), event.version());
            default -> Uni.createFrom().voidItem();
        };
    }
}
