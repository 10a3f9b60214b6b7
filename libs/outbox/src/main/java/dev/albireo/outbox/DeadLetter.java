package dev.albireo.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.albireo.events.Topic;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/**
 * An event that a service could not process. Key, data and headers are those of the original, so that its producer's signature stays valid;
 * further headers name its origin, the service and the cause.
 *
 * @param service the service that could not process it
 * @param topic the topic of the original
 * @param position partition and offset of the original, separated by a colon
 * @param headers the headers of the original
 * @param attempts how often the service has tried
 * @param givenUpAt the time of the last attempt
 */
public record DeadLetter(
        String service,
        String topic,
        String position,
        @Nullable String key,
        byte[] data,
        Map<String, String> headers,
        String cause,
        int attempts,
        Instant givenUpAt) {

    private static final int MAX_CAUSE_LENGTH = 500;

    public DeadLetter {
        headers = Map.copyOf(headers);
    }

    /** Returns the letter of an event that {@code service} received and could not process. */
    static DeadLetter of(
            ConsumerRecord<String, byte[]> record, String service, String cause, int attempts, Instant now) {
        return new DeadLetter(
                service,
                record.topic(),
                record.partition() + ":" + record.offset(),
                record.key(),
                data(record),
                original(record),
                text(cause),
                attempts,
                now);
    }

    /** Returns the letter again after a further attempt. */
    DeadLetter failedAgain(String cause, Instant now) {
        return new DeadLetter(service, topic, position, key, data, headers, text(cause), attempts + 1, now);
    }

    /** Reads a record of the dead-letter topic or of the replay topic; empty if it is not a letter. */
    public static Optional<DeadLetter> read(ConsumerRecord<String, byte[]> record) {
        Optional<String> topic = CloudEventHeaders.text(record.headers(), CloudEventHeaders.DEAD_TOPIC);
        Optional<String> service = CloudEventHeaders.text(record.headers(), CloudEventHeaders.DEAD_SERVICE);
        return topic.flatMap(name -> service.map(by -> new DeadLetter(
                by,
                name,
                header(record, CloudEventHeaders.DEAD_POSITION),
                record.key(),
                data(record),
                original(record),
                header(record, CloudEventHeaders.DEAD_CAUSE),
                attempts(record),
                at(record))));
    }

    /** Returns whether the record of the dead-letter topic says that the service has processed the letter after all. */
    public static boolean isResolution(ConsumerRecord<String, byte[]> record) {
        return record.headers().lastHeader(CloudEventHeaders.DEAD_RESOLVED) != null;
    }

    /** Returns what the letter is known by: the service and the id of the event. */
    public String id() {
        return service + "." + headers.getOrDefault(CloudEventHeaders.ID, "");
    }

    /** Returns the CloudEvents {@code type} of the event. */
    public String type() {
        return headers.getOrDefault(CloudEventHeaders.TYPE, "");
    }

    /** Returns the record as the service received it first. */
    ConsumerRecord<String, byte[]> original() {
        return new ConsumerRecord<>(
                topic, partition(), 0, 0, TimestampType.CREATE_TIME, 0, 0, key, data, kafkaHeaders(), Optional.empty());
    }

    /** Returns the message that puts the letter on a topic. */
    Message<byte[]> message(Topic to) {
        return message(to, deadLetterHeaders());
    }

    /** Returns the message that says that the letter was processed. */
    Message<byte[]> resolution() {
        RecordHeaders all = deadLetterHeaders();
        add(all, CloudEventHeaders.DEAD_RESOLVED, "true");
        return message(Topic.DEAD_LETTER, all);
    }

    private Message<byte[]> message(Topic to, RecordHeaders all) {
        return Message.of(data)
                .addMetadata(OutgoingKafkaRecordMetadata.<String>builder()
                        .withTopic(to.topicName())
                        .withKey(key)
                        .withHeaders(all)
                        .build());
    }

    private RecordHeaders deadLetterHeaders() {
        RecordHeaders all = kafkaHeaders();
        add(all, CloudEventHeaders.DEAD_TOPIC, topic);
        add(all, CloudEventHeaders.DEAD_SERVICE, service);
        add(all, CloudEventHeaders.DEAD_POSITION, position);
        add(all, CloudEventHeaders.DEAD_CAUSE, cause);
        add(all, CloudEventHeaders.DEAD_ATTEMPTS, Integer.toString(attempts));
        add(all, CloudEventHeaders.DEAD_AT, givenUpAt.toString());
        return all;
    }

    private RecordHeaders kafkaHeaders() {
        RecordHeaders all = new RecordHeaders();
        headers.forEach((name, value) -> add(all, name, value));
        return all;
    }

    private int partition() {
        try {
            return Integer.parseInt(position.split(":", 2)[0]);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static byte[] data(ConsumerRecord<String, byte[]> record) {
        return record.value() == null ? new byte[0] : record.value();
    }

    private static Map<String, String> original(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        for (Header header : record.headers()) {
            if (header.value() != null && !header.key().startsWith(CloudEventHeaders.DEAD)) {
                headers.put(header.key(), new String(header.value(), UTF_8));
            }
        }
        return headers;
    }

    /** Letters of the release before had neither attempts nor time. */
    private static int attempts(ConsumerRecord<String, byte[]> record) {
        try {
            return Integer.parseInt(header(record, CloudEventHeaders.DEAD_ATTEMPTS));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static Instant at(ConsumerRecord<String, byte[]> record) {
        try {
            return Instant.parse(header(record, CloudEventHeaders.DEAD_AT));
        } catch (DateTimeException e) {
            return Instant.ofEpochMilli(Math.max(0, record.timestamp()));
        }
    }

    private static String text(String text) {
        return text.substring(0, Math.min(text.length(), MAX_CAUSE_LENGTH)).replace('\0', '\uFFFD');
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return CloudEventHeaders.text(record.headers(), name).orElse("");
    }

    private static void add(RecordHeaders headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }
}
