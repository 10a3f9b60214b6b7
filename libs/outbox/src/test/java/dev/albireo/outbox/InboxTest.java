package dev.albireo.outbox;

import static dev.albireo.outbox.TestSignatures.config;
import static dev.albireo.outbox.TestSignatures.key;
import static dev.albireo.outbox.TestSignatures.publicKey;
import static dev.albireo.outbox.TestSignatures.signatures;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.albireo.events.Topic;
import dev.albireo.outbox.EventSignatures.Signed;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.net.ConnectException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Events that a service accepts")
class InboxTest {
    private static final String TOPIC = "albireo.two-factor.v1";
    private static final Instant NOW = Instant.parse("2026-01-15T10:31:00Z");
    private static final String TYPE = "albireo.PasskeyRemoved.v1";
    private static final String TIME = "2026-01-15T10:30:00Z";
    private static final String DATA = "{\"subject\":\"s\",\"credentialId\":\"c\",\"at\":\"2026-01-15T10:30:00Z\"}";

    private final EventSignatures credentials = producer("credentials", 1);
    private final EventSignatures admin = producer("admin", 2);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Inbox inbox = inbox(new EventMac(config(3, Map.of(), Map.of())));
    private final List<Message<byte[]>> dead = new ArrayList<>();
    private final List<ReceivedMessage> received = new ArrayList<>();

    @Test
    void a_genuine_event_is_handed_on_with_its_id() {
        apply(record("/albireo/credentials", TYPE, TOPIC, "s", DATA));
        assertThat(received)
                .singleElement()
                .satisfies(event -> assertThat(event.id()).isEqualTo("id-1"));
    }

    @Test
    void a_changed_payload_is_dropped_and_counted() {
        ConsumerRecord<String, byte[]> genuine = record("/albireo/credentials", TYPE, TOPIC, "s", DATA);
        apply(with(genuine, "s", DATA.replace("\"c\"", "\"d\"")));
        assertDropped();
    }

    @Test
    void a_changed_key_is_dropped() {
        apply(with(record("/albireo/credentials", TYPE, TOPIC, "s", DATA), "other", DATA));
        assertDropped();
    }

    @Test
    void an_event_without_a_signature_is_dropped() {
        ConsumerRecord<String, byte[]> record = record("/albireo/credentials", TYPE, TOPIC, "s", DATA);
        record.headers().remove(CloudEventHeaders.SIGNATURE);
        apply(record);
        assertDropped();
    }

    @Test
    void a_changed_time_is_dropped() {
        ConsumerRecord<String, byte[]> record = record("/albireo/credentials", TYPE, TOPIC, "s", DATA);
        record.headers().remove(CloudEventHeaders.TIME);
        record.headers().add(CloudEventHeaders.TIME, "2027-01-15T10:30:00Z".getBytes(UTF_8));
        apply(record);
        assertDropped();
    }

    @Test
    void who_reads_events_cannot_write_them() {
        Signed event = new Signed("/albireo/credentials", "id-1", TYPE, TIME, TOPIC, "s", DATA.getBytes(UTF_8));
        apply(record(event, consumer().sign(event)));
        assertDropped();
    }

    @Test
    void during_a_rotation_both_keys_of_a_producer_are_good() {
        Signed event = new Signed("/albireo/credentials", "id-1", TYPE, TIME, TOPIC, "s", DATA.getBytes(UTF_8));
        apply(record(event, producer("credentials", 9).sign(event)));
        assertThat(received).hasSize(1);
    }

    @Test
    void a_MAC_of_the_release_before_counts_only_while_an_upgrade_lasts() {
        Signed event = new Signed("/albireo/credentials", "id-1", TYPE, TIME, TOPIC, "s", DATA.getBytes(UTF_8));
        EventMac upgrading = new EventMac(config(3, Map.of(), Map.of("credentials", key(7))));
        ConsumerRecord<String, byte[]> record = record(event, "");
        record.headers().remove(CloudEventHeaders.SIGNATURE);
        record.headers()
                .add(CloudEventHeaders.MAC, upgrading.tag(event).orElseThrow().getBytes(UTF_8));

        apply(record);
        assertDropped();
        inbox(upgrading).apply(record, this::note).await().atMost(Duration.ofSeconds(5));
        assertThat(received).hasSize(1);
    }

    @Test
    void a_service_cannot_write_to_the_topic_of_another() {
        apply(record("/albireo/admin", TYPE, TOPIC, "s", DATA));
        assertDropped();
    }

    @Test
    void a_type_of_a_newer_release_is_skipped_without_alarm() {
        apply(record("/albireo/credentials", "albireo.SomethingNew.v1", TOPIC, "s", "{}"));
        assertThat(received).isEmpty();
        assertThat(meters.get("albireo.events.dropped")
                        .tag("topic", TOPIC)
                        .counter()
                        .count())
                .isZero();
    }

    @Test
    void a_genuine_event_that_does_not_parse_goes_to_the_dead_letters_at_once() {
        apply(record("/albireo/credentials", TYPE, TOPIC, "s", "{\"at\":\"never\"}"));

        assertThat(received).isEmpty();
        DeadLetter deadLetter = DeadLetter.read(received(dead.getLast())).orElseThrow();
        assertThat(deadLetter.id()).isEqualTo("oauth.id-1");
        assertThat(deadLetter.attempts()).isEqualTo(1);
        assertThat(deadLetter.cause()).contains("unreadable", "at").doesNotContain("never");
        assertThat(count("albireo.events.dead")).isEqualTo(1);
        assertThat(count("albireo.events.dropped")).isZero();
        assertThat(count("albireo.events.retried")).isZero();
    }

    @Test
    void a_genuine_event_with_a_time_that_is_none_goes_to_the_dead_letters() {
        Signed event = new Signed("/albireo/credentials", "id-1", TYPE, "today", TOPIC, "s", DATA.getBytes(UTF_8));
        apply(record(event, credentials.sign(event)));
        assertThat(received).isEmpty();
        assertThat(dead).hasSize(1);
    }

    @Test
    void an_event_that_does_not_parse_is_dropped_without_a_valid_signature() {
        apply(with(record("/albireo/credentials", TYPE, TOPIC, "s", DATA), "s", "{"));
        assertDropped();
        assertThat(dead).isEmpty();
    }

    @Test
    void a_replayed_letter_that_still_does_not_parse_is_a_letter_with_one_more_attempt() {
        apply(record("/albireo/credentials", TYPE, TOPIC, "s", "null"));
        DeadLetter deadLetter = DeadLetter.read(received(dead.removeLast())).orElseThrow();

        inbox.replay(deadLetter, this::note).await().atMost(Duration.ofSeconds(5));

        assertThat(received).isEmpty();
        DeadLetter again = DeadLetter.read(received(dead.getLast())).orElseThrow();
        assertThat(DeadLetter.isResolution(received(dead.getLast()))).isFalse();
        assertThat(again.attempts()).isEqualTo(2);
        assertThat(again.position()).isEqualTo("0:7");
        assertThat(again.cause()).contains("unreadable");
    }

    @Test
    void a_handler_that_fails_is_asked_again() {
        List<String> tries = new ArrayList<>();
        inbox.apply(record("/albireo/credentials", TYPE, TOPIC, "s", DATA), event -> {
                    tries.add(event.id());
                    return tries.size() < 3
                            ? Uni.createFrom().failure(new IllegalStateException("database away"))
                            : Uni.createFrom().voidItem();
                })
                .await()
                .atMost(Duration.ofSeconds(20));
        assertThat(tries).containsExactly("id-1", "id-1", "id-1");
    }

    @Test
    void what_the_handler_cannot_take_goes_to_the_dead_letters_as_it_came_and_the_partition_goes_on() {
        ConsumerRecord<String, byte[]> record = record("/albireo/credentials", TYPE, TOPIC, "s", DATA);
        List<String> handed = new ArrayList<>();

        inbox.apply(record, event -> {
                    handed.add(event.id());
                    return Uni.createFrom().failure(new IllegalStateException("never"));
                })
                .await()
                .atMost(Duration.ofSeconds(20));

        assertThat(handed).hasSize(3);
        assertThat(dead).singleElement().satisfies(message -> {
            assertThat(message.getPayload()).isEqualTo(DATA.getBytes(UTF_8));
            OutgoingKafkaRecordMetadata<?> metadata =
                    message.getMetadata(OutgoingKafkaRecordMetadata.class).orElseThrow();
            assertThat(metadata.getTopic()).isEqualTo("albireo.dead-letter.v1");
            assertThat(metadata.getKey()).isEqualTo("s");
            assertThat(CloudEventHeaders.text(metadata.getHeaders(), CloudEventHeaders.SIGNATURE))
                    .isEqualTo(CloudEventHeaders.text(record.headers(), CloudEventHeaders.SIGNATURE));
            assertThat(CloudEventHeaders.text(metadata.getHeaders(), CloudEventHeaders.DEAD_TOPIC))
                    .contains(TOPIC);
            assertThat(CloudEventHeaders.text(metadata.getHeaders(), CloudEventHeaders.DEAD_SERVICE))
                    .contains("oauth");
            assertThat(CloudEventHeaders.text(metadata.getHeaders(), CloudEventHeaders.DEAD_POSITION))
                    .contains("0:7");
            assertThat(CloudEventHeaders.text(metadata.getHeaders(), CloudEventHeaders.DEAD_CAUSE)
                            .orElse(""))
                    .contains("never");
        });
        assertThat(meters.get("albireo.events.dead")
                        .tag("topic", TOPIC)
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void a_database_that_is_away_is_waited_for_longer_than_the_tries() {
        List<String> handed = new ArrayList<>();

        inbox.apply(record("/albireo/credentials", TYPE, TOPIC, "s", DATA), event -> {
                    handed.add(event.id());
                    return handed.size() < 5
                            ? Uni.createFrom().failure(new RuntimeException(new ConnectException("refused")))
                            : Uni.createFrom().voidItem();
                })
                .await()
                .atMost(Duration.ofSeconds(20));

        assertThat(handed).hasSize(5);
        assertThat(dead).isEmpty();
    }

    @Test
    void a_replayed_letter_is_verified_handled_once_and_reported_as_resolved() {
        DeadLetter deadLetter = DeadLetter.read(givenUp(record("/albireo/credentials", TYPE, TOPIC, "s", DATA)))
                .orElseThrow();
        assertThat(deadLetter.id()).isEqualTo("oauth.id-1");
        assertThat(deadLetter.attempts()).isEqualTo(3);
        assertThat(deadLetter.givenUpAt()).isEqualTo(NOW);

        inbox.replay(deadLetter, this::note).await().atMost(Duration.ofSeconds(5));

        assertThat(received)
                .singleElement()
                .satisfies(event -> assertThat(event.id()).isEqualTo("id-1"));
        assertThat(dead).singleElement().satisfies(message -> {
            assertThat(DeadLetter.isResolution(received(message))).isTrue();
            assertThat(DeadLetter.read(received(message)).orElseThrow().id()).isEqualTo("oauth.id-1");
        });
    }

    @Test
    void a_replayed_letter_that_fails_again_is_a_letter_with_one_more_attempt_and_its_first_position() {
        DeadLetter deadLetter = DeadLetter.read(givenUp(record("/albireo/credentials", TYPE, TOPIC, "s", DATA)))
                .orElseThrow();

        inbox.replay(deadLetter, event -> Uni.createFrom().failure(new IllegalStateException("still not")))
                .await()
                .atMost(Duration.ofSeconds(5));

        DeadLetter again = DeadLetter.read(received(dead.getLast())).orElseThrow();
        assertThat(DeadLetter.isResolution(received(dead.getLast()))).isFalse();
        assertThat(again.id()).isEqualTo(deadLetter.id());
        assertThat(again.position()).isEqualTo("0:7");
        assertThat(again.attempts()).isEqualTo(4);
        assertThat(again.cause()).contains("still not");
        assertThat(again.headers()).isEqualTo(deadLetter.headers());
    }

    @Test
    void a_letter_whose_event_was_changed_is_not_handled() {
        ConsumerRecord<String, byte[]> genuine = givenUp(record("/albireo/credentials", TYPE, TOPIC, "s", DATA));
        DeadLetter changed = DeadLetter.read(with(genuine, "other", DATA)).orElseThrow();

        inbox.replay(changed, this::note).await().atMost(Duration.ofSeconds(5));

        assertDropped();
        assertThat(dead).isEmpty();
    }

    @Test
    void a_batch_is_handed_on_at_once_in_its_order() {
        Batches handler = new Batches(event -> false);

        applyAll(handler, record("1", DATA), record("2", DATA), record("3", DATA));

        assertThat(handler.together).containsExactly(List.of("1", "2", "3"));
        assertThat(handler.alone).isEmpty();
        assertThat(count("albireo.events.applied")).isEqualTo(3);
    }

    @Test
    void an_event_that_cannot_be_processed_stops_no_other_of_its_batch() {
        Batches handler = new Batches(event -> event.equals("2"));

        applyAll(handler, record("1", DATA), record("2", DATA), record("3", DATA));

        assertThat(handler.together).hasSize(1);
        assertThat(handler.alone).containsExactly("1", "3");
        assertThat(dead)
                .singleElement()
                .satisfies(message -> assertThat(
                                DeadLetter.read(received(message)).orElseThrow().id())
                        .isEqualTo("oauth.2"));
    }

    @Test
    void of_a_batch_what_is_not_authentic_or_does_not_parse_is_left_out() {
        Batches handler = new Batches(event -> false);

        applyAll(
                handler,
                record("1", DATA),
                with(record("2", DATA), "s", DATA.replace("\"c\"", "\"d\"")),
                record("3", "{"),
                record("4", DATA));

        assertThat(handler.together).containsExactly(List.of("1", "4"));
        assertThat(count("albireo.events.dropped")).isEqualTo(1);
        assertThat(count("albireo.events.dead")).isEqualTo(1);
    }

    @Test
    void a_batch_is_processed_although_the_database_was_away() {
        AtomicInteger tries = new AtomicInteger();
        Batches handler = new Batches(event -> tries.incrementAndGet() < 3) {
            @Override
            Throwable failure() {
                return new RuntimeException(new ConnectException("refused"));
            }
        };

        applyAll(handler, record("1", DATA), record("2", DATA));

        assertThat(handler.alone).containsExactly("1", "2");
        assertThat(dead).isEmpty();
    }

    /** A handler of batches that cannot process some events. */
    private static class Batches implements EventHandler {
        private final List<List<String>> together = new ArrayList<>();
        private final List<String> alone = new ArrayList<>();
        private final Predicate<String> fails;

        Batches(Predicate<String> fails) {
            this.fails = fails;
        }

        Throwable failure() {
            return new IllegalStateException("never");
        }

        @Override
        public Set<Topic> topics() {
            return Set.of(Topic.TWO_FACTOR);
        }

        @Override
        public Uni<Void> handle(ReceivedMessage received) {
            if (fails.test(received.id())) {
                return Uni.createFrom().failure(failure());
            }
            alone.add(received.id());
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Void> handleAll(List<ReceivedMessage> received) {
            together.add(received.stream().map(ReceivedMessage::id).toList());
            return received.stream().map(ReceivedMessage::id).anyMatch(fails)
                    ? Uni.createFrom().failure(failure())
                    : Uni.createFrom().voidItem();
        }
    }

    @SafeVarargs
    private void applyAll(Batches handler, ConsumerRecord<String, byte[]>... records) {
        inbox.applyAll(
                        new ConsumerRecords<>(
                                Map.of(new TopicPartition(TOPIC, 0), List.of(records)),
                                Map.of(new TopicPartition(TOPIC, 0), new OffsetAndMetadata(8))),
                        handler)
                .await()
                .atMost(Duration.ofSeconds(20));
    }

    private ConsumerRecord<String, byte[]> record(String id, String data) {
        Signed event = new Signed("/albireo/credentials", id, TYPE, TIME, TOPIC, "s", data.getBytes(UTF_8));
        return record(event, credentials.sign(event));
    }

    private Inbox inbox(EventMac mac) {
        return new Inbox(
                new EventReader(consumer(), mac, new ObjectMapper().registerModule(new JavaTimeModule())),
                new DeadLetters(message -> {
                    dead.add(message);
                    return Uni.createFrom().voidItem();
                }),
                new EventMeters(meters),
                new KafkaTracing(OpenTelemetry.noop()),
                config(3, Map.of(), Map.of()),
                Clock.fixed(NOW, ZoneOffset.UTC),
                "albireo-oauth");
    }

    /** Gives the event up, and returns the record of the dead-letter topic. */
    private ConsumerRecord<String, byte[]> givenUp(ConsumerRecord<String, byte[]> record) {
        inbox.apply(record, event -> Uni.createFrom().failure(new IllegalStateException("never")))
                .await()
                .atMost(Duration.ofSeconds(20));
        return received(dead.removeLast());
    }

    /** Returns a message as its consumer receives it. */
    private static ConsumerRecord<String, byte[]> received(Message<byte[]> message) {
        OutgoingKafkaRecordMetadata<?> metadata =
                message.getMetadata(OutgoingKafkaRecordMetadata.class).orElseThrow();
        return new ConsumerRecord<>(
                metadata.getTopic(),
                1,
                99,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                String.valueOf(metadata.getKey()),
                message.getPayload(),
                metadata.getHeaders(),
                Optional.empty());
    }

    private void apply(ConsumerRecord<String, byte[]> record) {
        inbox.apply(record, this::note).await().atMost(Duration.ofSeconds(5));
    }

    private Uni<Void> note(ReceivedMessage event) {
        received.add(event);
        return Uni.createFrom().voidItem();
    }

    private void assertDropped() {
        assertThat(received).isEmpty();
        assertThat(count("albireo.events.dropped")).isEqualTo(1);
    }

    private double count(String meter) {
        return meters.get(meter).tag("topic", TOPIC).counter().count();
    }

    private ConsumerRecord<String, byte[]> record(String source, String type, String topic, String key, String data) {
        Signed event = new Signed(source, "id-1", type, TIME, topic, key, data.getBytes(UTF_8));
        return record(event, (source.endsWith("admin") ? admin : credentials).sign(event));
    }

    private static ConsumerRecord<String, byte[]> record(Signed event, String signature) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(CloudEventHeaders.ID, event.id().getBytes(UTF_8));
        headers.add(CloudEventHeaders.SOURCE, event.source().getBytes(UTF_8));
        headers.add(CloudEventHeaders.TYPE, event.type().getBytes(UTF_8));
        headers.add(CloudEventHeaders.TIME, event.time().getBytes(UTF_8));
        headers.add(CloudEventHeaders.SIGNATURE, signature.getBytes(UTF_8));
        return new ConsumerRecord<>(
                event.topic(),
                0,
                7,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                event.key(),
                event.data(),
                headers,
                Optional.empty());
    }

    private static ConsumerRecord<String, byte[]> with(ConsumerRecord<String, byte[]> record, String key, String data) {
        return new ConsumerRecord<>(
                record.topic(),
                0,
                7,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                data.getBytes(UTF_8),
                record.headers(),
                Optional.empty());
    }

    private static EventSignatures producer(String service, int key) {
        return signatures(service, key, Map.of());
    }

    /** A consumer that knows two keys of credentials. */
    private static EventSignatures consumer() {
        String keys = publicKey(1) + ", " + publicKey(9);
        return signatures("oauth", 3, Map.of("credentials", keys, "admin", publicKey(2)));
    }
}
