package dev.albireo.outbox;

import dev.albireo.events.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Counts events by topic: published from the outbox, applied, retried, given up, replayed, and dropped for lack of a valid signature. */
@Singleton
class EventMeters {
    private final Map<String, Counter> published;
    private final Map<String, Counter> applied;
    private final Map<String, Counter> retried;
    private final Map<String, Counter> dead;
    private final Map<String, Counter> replayed;
    private final Map<String, Counter> dropped;

    EventMeters(MeterRegistry meters) {
        this.published = byTopic(meters, "albireo.events.published");
        this.applied = byTopic(meters, "albireo.events.applied");
        this.retried = byTopic(meters, "albireo.events.retried");
        this.dead = byTopic(meters, "albireo.events.dead");
        this.replayed = byTopic(meters, "albireo.events.replayed");
        this.dropped = byTopic(meters, "albireo.events.dropped");
    }

    private static Map<String, Counter> byTopic(MeterRegistry meters, String name) {
        return Arrays.stream(Topic.values())
                .map(Topic::topicName)
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(), topic -> meters.counter(name, "topic", topic)));
    }

    void published(String topic) {
        count(published, topic);
    }

    void applied(String topic) {
        count(applied, topic);
    }

    void retried(String topic) {
        count(retried, topic);
    }

    void dead(String topic) {
        count(dead, topic);
    }

    void replayed(String topic) {
        count(replayed, topic);
    }

    void dropped(String topic) {
        count(dropped, topic);
    }

    /** Topics that are not declared are not counted. */
    private static void count(Map<String, Counter> counters, String topic) {
        Counter counter = counters.get(topic);
        if (counter != null) {
            counter.increment();
        }
    }
}
