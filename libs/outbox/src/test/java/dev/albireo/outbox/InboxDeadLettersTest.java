package dev.albireo.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.outbox.EventSignatures.Signed;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Events that a service cannot process")
@Tag("database")
class InboxDeadLettersTest extends InboxScenario {
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
}
