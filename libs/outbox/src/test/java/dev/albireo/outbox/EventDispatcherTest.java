package dev.albireo.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.albireo.events.Topic;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A channel with many topics")
class EventDispatcherTest extends InboxScenario {
    private static final String USERS = "albireo.user.v1";

    private final Handler twoFactor = new Handler(Topic.TWO_FACTOR);
    private final Handler users = new Handler(Topic.USER);

    @Test
    void each_event_reaches_the_handler_of_its_topic_and_those_of_a_batch_together() {
        dispatch(
                record("1", DATA),
                record(
                        "/albireo/credentials",
                        "albireo.UserDeleted.v1",
                        USERS,
                        "s",
                        "{\"subject\":\"s\",\"version\":3,\"at\":\"" + TIME + "\"}"),
                record("2", DATA));

        assertThat(twoFactor.batches).containsExactly(List.of("1", "2"));
        assertThat(users.batches).containsExactly(List.of("id-1"));
    }

    @Test
    void a_replayed_dead_letter_of_this_service_reaches_the_handler_of_its_origin() {
        dispatch(replayed(givenUp(record("1", DATA))));

        assertThat(twoFactor.batches).containsExactly(List.of("1"));
        assertThat(DeadLetter.isResolution(received(dead.getFirst()))).isTrue();
    }

    @Test
    void one_of_another_service_reaches_none() {
        ConsumerRecord<String, byte[]> letter = givenUp(record("1", DATA));

        dispatcher("albireo-webhooks").dispatch(batch(replayed(letter))).await().atMost(Duration.ofSeconds(5));

        assertThat(twoFactor.batches).isEmpty();
        assertThat(dead).isEmpty();
    }

    @Test
    void a_topic_with_a_handler_and_without_a_channel_prevents_the_start() {
        assertThatThrownBy(
                        () -> new EventDispatcher(inbox, List.of(new Handler(Topic.MAIL)), channels(), "albireo-oauth"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("albireo.mail.v1");
    }

    @SafeVarargs
    private void dispatch(ConsumerRecord<String, byte[]>... records) {
        dispatcher("albireo-oauth").dispatch(batch(records)).await().atMost(Duration.ofSeconds(5));
    }

    private EventDispatcher dispatcher(String application) {
        return new EventDispatcher(inbox, List.of(twoFactor, users), channels(), application);
    }

    private static Config channels() {
        return new SmallRyeConfigBuilder()
                .withDefaultValue("mp.messaging.incoming.events.topics", USERS + ",albireo.replay.v1")
                .withDefaultValue("mp.messaging.incoming.others.topic", TOPIC)
                .build();
    }

    @SafeVarargs
    private static ConsumerRecords<String, byte[]> batch(ConsumerRecord<String, byte[]>... records) {
        return new ConsumerRecords<>(Map.of(new TopicPartition(TOPIC, 0), List.of(records)), Map.of());
    }

    private static ConsumerRecord<String, byte[]> replayed(ConsumerRecord<String, byte[]> letter) {
        return new ConsumerRecord<>(
                Topic.REPLAY.topicName(),
                0,
                1,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                letter.key(),
                letter.value(),
                new RecordHeaders(letter.headers()),
                Optional.empty());
    }

    /** Notes the ids of each batch. */
    private static final class Handler implements EventHandler {
        private final List<List<String>> batches = new ArrayList<>();
        private final Topic topic;

        Handler(Topic topic) {
            this.topic = topic;
        }

        @Override
        public Set<Topic> topics() {
            return Set.of(topic);
        }

        @Override
        public Uni<Void> handle(ReceivedMessage received) {
            return handleAll(List.of(received));
        }

        @Override
        public Uni<Void> handleAll(List<ReceivedMessage> received) {
            batches.add(received.stream().map(ReceivedMessage::id).toList());
            return Uni.createFrom().voidItem();
        }
    }
}
