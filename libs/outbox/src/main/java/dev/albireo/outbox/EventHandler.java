package dev.albireo.outbox;

import dev.albireo.events.Topic;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Set;

/**
 * Processes the events of some topics in a service: as they arrive ({@link Inbox}), and again when an administrator replays a dead letter
 * ({@link EventDispatcher}). Exactly one handler of a service handles a topic.
 */
public interface EventHandler {
    /** Returns the topics whose events it processes. */
    Set<Topic> topics();

    /** Processes one event. Must be idempotent: by the event's id, or by the version of its content. */
    Uni<Void> handle(ReceivedMessage received);

    /**
     * Processes the events of a batch: all, or, if it fails, none or some of them, which are then processed again one by one. Those of one
     * key are in their order.
     */
    default Uni<Void> handleAll(List<ReceivedMessage> received) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (ReceivedMessage each : received) {
            all = all.chain(() -> handle(each));
        }
        return all;
    }
}
