package dev.albireo.outbox;

import static dev.albireo.outbox.TestSignatures.config;
import static dev.albireo.outbox.TestSignatures.key;
import static dev.albireo.outbox.TestSignatures.publicKey;
import static dev.albireo.outbox.TestSignatures.signatures;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.albireo.outbox.EventSignatures.Signed;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.eclipse.microprofile.reactive.messaging.Message;

/** An inbox of {@code oauth} that knows two keys of {@code credentials} and one of {@code admin}, and what it has done. */
abstract class InboxScenario {
    static final String TOPIC = "albireo.two-factor.v1";
    static final Instant NOW = Instant.parse("2026-01-15T10:31:00Z");
    static final String TYPE = "albireo.PasskeyRemoved.v1";
    static final String TIME = "2026-01-15T10:30:00Z";
    static final String DATA = "{\"subject\":\"s\",\"credentialId\":\"c\",\"at\":\"2026-01-15T10:30:00Z\"}";

    final EventSignatures credentials = producer("credentials", 1);
    final EventSignatures admin = producer("admin", 2);
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Inbox inbox = inbox(new EventMac(config(3, Map.of(), Map.of())));
    final List<Message<byte[]>> dead = new ArrayList<>();
    final List<ReceivedMessage> received = new ArrayList<>();

    ConsumerRecord<String, byte[]> record(String id, String data) {
        Signed event = new Signed("/albireo/credentials", id, TYPE, TIME, TOPIC, "s", data.getBytes(UTF_8));
        return record(event, credentials.sign(event));
    }

    Inbox inbox(EventMac mac) {
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
    ConsumerRecord<String, byte[]> givenUp(ConsumerRecord<String, byte[]> record) {
        inbox.apply(record, event -> Uni.createFrom().failure(new IllegalStateException("never")))
                .await()
                .atMost(Duration.ofSeconds(20));
        return received(dead.removeLast());
    }

    /** Returns a message as its consumer receives it. */
    static ConsumerRecord<String, byte[]> received(Message<byte[]> message) {
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

    void apply(ConsumerRecord<String, byte[]> record) {
        inbox.apply(record, this::note).await().atMost(Duration.ofSeconds(5));
    }

    Uni<Void> note(ReceivedMessage event) {
        received.add(event);
        return Uni.createFrom().voidItem();
    }

    void assertDropped() {
        assertThat(received).isEmpty();
        assertThat(count("albireo.events.dropped")).isEqualTo(1);
    }

    double count(String meter) {
        return meters.get(meter).tag("topic", TOPIC).counter().count();
    }

    ConsumerRecord<String, byte[]> record(String source, String type, String topic, String key, String data) {
        Signed event = new Signed(source, "id-1", type, TIME, topic, key, data.getBytes(UTF_8));
        return record(event, (source.endsWith("admin") ? admin : credentials).sign(event));
    }

    static ConsumerRecord<String, byte[]> record(Signed event, String signature) {
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

    static ConsumerRecord<String, byte[]> with(ConsumerRecord<String, byte[]> record, String key, String data) {
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

    static EventSignatures producer(String service, int key) {
        return signatures(service, key, Map.of());
    }

    /** A consumer that knows two keys of credentials. */
    static EventSignatures consumer() {
        String keys = publicKey(1) + ", " + publicKey(9);
        return signatures("oauth", 3, Map.of("credentials", keys, "admin", publicKey(2)));
    }
}
