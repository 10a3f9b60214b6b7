package dev.albireo.outbox;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.albireo.events.Topic;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Receives the records of a service's topics in batches and passes them to the handlers of their topics; dead letters that an administrator
 * has replayed, if they are this service's, to the handler of the topic that they come from.
 *
 * <p>A channel has many topics because each channel has a consumer of its own, which uses processor time, also the broker's, while nothing
 * arrives. A topic that must not wait for the events of another that cannot be processed has a channel of its own, which calls
 * {@link #dispatch}.
 */
@ApplicationScoped
public class EventDispatcher {
    private static final Logger LOG = Logger.getLogger(EventDispatcher.class);
    private static final String CHANNEL = "mp.messaging.incoming.";
    private static final Set<String> TOPIC_SETTINGS = Set.of("topic", "topics");

    private final Inbox inbox;
    private final Map<String, EventHandler> handlers = new HashMap<>();
    private final String service;

    /** @throws IllegalStateException if no channel receives a topic that has a handler */
    EventDispatcher(
            Inbox inbox,
            @All List<EventHandler> handlers,
            Config config,
            @ConfigProperty(name = "quarkus.application.name") String application) {
        this.inbox = inbox;
        this.service = EventSignatures.service(application);
        Set<String> received = receivedTopics(config);
        for (EventHandler handler : handlers) {
            for (Topic topic : handler.topics()) {
                if (!received.contains(topic.topicName())) {
                    throw new IllegalStateException("no channel receives the topic " + topic.topicName());
                }
                this.handlers.put(topic.topicName(), handler);
            }
        }
    }

    private static Set<String> receivedTopics(Config config) {
        return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(name ->
                        name.startsWith(CHANNEL) && TOPIC_SETTINGS.contains(name.substring(name.lastIndexOf('.') + 1)))
                .flatMap(name ->
                        Arrays.stream(config.getValue(name, String.class).split(",")))
                .map(String::strip)
                .collect(toUnmodifiableSet());
    }

    @Incoming("events")
    Uni<Void> events(ConsumerRecords<String, byte[]> batch) {
        return dispatch(batch);
    }

    /** Passes the records to the handlers of their topics, those of one handler together, as {@link Inbox#applyAll} does. */
    public Uni<Void> dispatch(ConsumerRecords<String, byte[]> batch) {
        Map<EventHandler, List<ConsumerRecord<String, byte[]>>> events = new LinkedHashMap<>();
        List<ConsumerRecord<String, byte[]>> replays = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : batch) {
            if (record.topic().equals(Topic.REPLAY.topicName())) {
                replays.add(record);
            } else {
                handler(record.topic())
                        .ifPresent(handler -> events.computeIfAbsent(handler, first -> new ArrayList<>())
                                .add(record));
            }
        }
        Uni<Void> done = Uni.createFrom().voidItem();
        for (var handled : events.entrySet()) {
            done = done.chain(() -> inbox.applyAll(handled.getValue(), handled.getKey()));
        }
        for (ConsumerRecord<String, byte[]> replay : replays) {
            done = done.chain(() -> replay(replay));
        }
        return done;
    }

    private Uni<Void> replay(ConsumerRecord<String, byte[]> record) {
        return DeadLetter.read(record)
                .filter(deadLetter -> deadLetter.service().equals(service))
                .flatMap(deadLetter ->
                        handler(deadLetter.topic()).map(handler -> inbox.replay(deadLetter, handler::handle)))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Optional<EventHandler> handler(String topic) {
        Optional<EventHandler> handler = Optional.ofNullable(handlers.get(topic));
        if (handler.isEmpty()) {
            LOG.warnf("record skipped, topic not consumed topic=%s", topic);
        }
        return handler;
    }
}
