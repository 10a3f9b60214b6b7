package dev.albireo.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.albireo.events.Topic;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Sends events that a service cannot process to the dead-letter topic: key, data and headers unchanged, so that the producer's signature
 * stays valid, with headers that name origin and cause.
 */
@Singleton
class DeadLetters {
    private static final int LONGEST_CAUSE = 500;

    private final Function<Message<byte[]>, Uni<Void>> send;
    private final String service;

    @Inject
    DeadLetters(Publisher publisher, @ConfigProperty(name = "quarkus.application.name") String application) {
        this(publisher::send, application);
    }

    DeadLetters(Function<Message<byte[]>, Uni<Void>> send, String application) {
        this.send = send;
        this.service = application.replaceFirst("^albireo-", "");
    }

    /** Completes when the broker has acknowledged the record. */
    Uni<Void> put(ConsumerRecord<String, byte[]> record, Throwable cause) {
        RecordHeaders headers = new RecordHeaders(record.headers());
        add(headers, CloudEventHeaders.DEAD_TOPIC, record.topic());
        add(headers, CloudEventHeaders.DEAD_SERVICE, service);
        add(headers, CloudEventHeaders.DEAD_POSITION, record.partition() + ":" + record.offset());
        add(headers, CloudEventHeaders.DEAD_CAUSE, text(cause));
        return send.apply(Message.of(record.value())
                .addMetadata(OutgoingKafkaRecordMetadata.<String>builder()
                        .withTopic(Topic.DEAD_LETTER.topicName())
                        .withKey(record.key())
                        .withHeaders(headers)
                        .build()));
    }

    private static String text(Throwable cause) {
        String text = cause.toString();
        return text.substring(0, Math.min(text.length(), LONGEST_CAUSE));
    }

    private static void add(RecordHeaders headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(UTF_8));
    }
}
