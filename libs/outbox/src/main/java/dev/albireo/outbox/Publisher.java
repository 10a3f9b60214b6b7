package dev.albireo.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.albireo.outbox.EventSignatures.Signed;
import dev.albireo.outbox.OutboxStore.PendingEvents;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.inject.Singleton;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Sends events to the broker as CloudEvents 1.0 in binary mode, with the producer's signature. */
@Singleton
class Publisher {
    private final MutinyEmitter<byte[]> emitter;
    private final EventSignatures signatures;
    private final EventMac mac;
    private final String source;

    Publisher(
            @Channel("outbox") MutinyEmitter<byte[]> emitter,
            EventSignatures signatures,
            EventMac mac,
            @ConfigProperty(name = "quarkus.application.name") String application) {
        this.emitter = emitter;
        this.signatures = signatures;
        this.mac = mac;
        this.source = EventSignatures.source(application);
    }

    /** Completes when the broker has acknowledged all events; fails otherwise, possibly with some of them sent. */
    Uni<Void> publish(List<PendingEvents> events) {
        return events.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join()
                        .all(events.stream().map(this::send).toList())
                        .andFailFast()
                        .replaceWithVoid();
    }

    private Uni<Void> send(PendingEvents event) {
        byte[] data = event.payload().getBytes(UTF_8);
        Signed signed = new Signed(
                source,
                event.eventId().toString(),
                event.type(),
                event.at().toString(),
                event.topic(),
                event.key(),
                data);
        RecordHeaders headers = new RecordHeaders();
        add(headers, CloudEventHeaders.SPEC_VERSION, "1.0");
        add(headers, CloudEventHeaders.ID, signed.id());
        add(headers, CloudEventHeaders.SOURCE, source);
        add(headers, CloudEventHeaders.TYPE, signed.type());
        add(headers, CloudEventHeaders.TIME, signed.time());
        add(headers, CloudEventHeaders.SUBJECT, signed.key());
        add(headers, CloudEventHeaders.CONTENT_TYPE, "application/json");
        event.traceparent().ifPresent(trace -> add(headers, CloudEventHeaders.TRACE, trace));
        add(headers, CloudEventHeaders.SIGNATURE, signatures.sign(signed));
        mac.tag(signed).ifPresent(tag -> add(headers, CloudEventHeaders.MAC, tag));
        return send(Message.of(data)
                .addMetadata(OutgoingKafkaRecordMetadata.<String>builder()
                        .withTopic(event.topic())
                        .withKey(event.key())
                        .withHeaders(headers)
                        .build()));
    }

    /** Sends a record to the topic that its metadata names; completes when the broker has acknowledged it. */
    Uni<Void> send(Message<byte[]> message) {
        return emitter.sendMessage(message);
    }

    private static void add(RecordHeaders headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }
}
