package dev.albireo.outbox;

import static dev.albireo.outbox.TestSignatures.config;
import static dev.albireo.outbox.TestSignatures.key;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.outbox.EventSignatures.Signed;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Events that a service accepts")
class InboxTest extends InboxScenario {
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
}
