package dev.albireo.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.albireo.outbox.OutboxStore.Waiting;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.inject.Singleton;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Sends events to the broker as CloudEvents 1.0 in binary mode, with the producer's MAC. */
@Singleton
class Publisher {
    private final MutinyEmitter<byte[]> emitter;
    private final EventMac mac;
    private final String source;

    Publisher(
            @Channel("outbox") MutinyEmitter<byte[]> emitter,
            EventMac mac,
            @ConfigProperty(name = "quarkus.application.name") String application) {
        this.emitter = emitter;
        this.mac = mac;
        this.source = "/albireo/" + application.replaceFirst("^albireo-", "");
    }

    /** Completes when the broker has all of them; fails, perhaps with some sent, where it does not. */
    Uni<Void> publish(List<Waiting> events) {
        return events.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join()
                        .all(events.stream().map(this::send).toList())
                        .andFailFast()
                        .replaceWithVoid();
    }

    private Uni<Void> send(Waiting event) {
        byte[] data = event.payload().getBytes(UTF_8);
        RecordHeaders headers = new RecordHeaders();
        headers.add(Headers.SPEC_VERSION, "1.0".getBytes(UTF_8));
        headers.add(Headers.ID, event.eventId().toString().getBytes(UTF_8));
        headers.add(Headers.SOURCE, source.getBytes(UTF_8));
        headers.add(Headers.TYPE, event.type().getBytes(UTF_8));
        headers.add(Headers.TIME, event.at().toString().getBytes(UTF_8));
        headers.add(Headers.SUBJECT, event.key().getBytes(UTF_8));
        headers.add(Headers.CONTENT_TYPE, "application/json".getBytes(UTF_8));
        event.traceparent().ifPresent(trace -> headers.add(Headers.TRACE, trace.getBytes(UTF_8)));
        headers.add(Headers.MAC, tag(event, data).getBytes(UTF_8));
        return emitter.sendMessage(Message.of(data)
                .addMetadata(OutgoingKafkaRecordMetadata.<String>builder()
                        .withTopic(event.topic())
                        .withKey(event.key())
                        .withHeaders(headers)
                        .build()));
    }

    private String tag(Waiting event, byte[] data) {
        return mac.sign(source, event.eventId().toString(), event.type(), event.topic(), event.key(), data);
    }
}
