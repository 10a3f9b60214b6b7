package dev.albireo.oauth.limit;

import dev.albireo.outbox.Notifications;
import dev.albireo.outbox.Notifications.Listener;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the replicas of this service by the messages that each sends to itself through the database, and that all receive. A new replica is
 * counted with its first message, one that ended no longer than {@link #SILENCE}. While no messages arrive, the count stays as it is.
 */
@Singleton
class ReplicaCount implements Listener {
    /** The time after its last message for which a replica is counted. */
    static final Duration SILENCE = Notifications.SELF_INTERVAL.multipliedBy(3);

    private final Clock clock;
    private final Map<String, Instant> heard = new HashMap<>();
    private final AtomicInteger count = new AtomicInteger(1);

    ReplicaCount(Clock clock) {
        this.clock = clock;
    }

    void start(@Observes StartupEvent started, Notifications notifications) {
        notifications.listen(Notifications.SELF, this);
    }

    @Override
    public synchronized Uni<Void> onNotification(String message) {
        Instant now = clock.instant();
        heard.put(Notifications.sender(message), now);
        heard.values().removeIf(last -> last.isBefore(now.minus(SILENCE)));
        count.set(heard.size());
        return Uni.createFrom().voidItem();
    }

    /** Returns the number of replicas, including this one. */
    int count() {
        return count.get();
    }
}
