package dev.albireo.outbox;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.events.Event;
import dev.albireo.events.EventTypes;
import dev.albireo.events.Topic;
import dev.albireo.outbox.EventSignatures.Signed;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Verifies and parses the records of event topics. Only an authentic record is parsed. */
@Singleton
class EventReader {
    private final EventSignatures signatures;
    private final EventMac mac;
    private final ObjectMapper json;

    EventReader(EventSignatures signatures, EventMac mac, ObjectMapper json) {
        this.signatures = signatures;
        this.mac = mac;
        this.json = json;
    }

    /** What a record is. */
    sealed interface ReadResult {
        record Readable(ReceivedMessage message) implements ReadResult {}

        /** Authentic, of a type that a newer release has added. */
        record UnknownType() implements ReadResult {}

        /** Authentic, but not parsable; the cause quotes nothing of the data. */
        record Unreadable(String cause) implements ReadResult {}

        /** Without a valid signature of a service that may write to the topic. */
        record NotAuthentic() implements ReadResult {}
    }

    ReadResult read(ConsumerRecord<String, byte[]> record) {
        Signed event = signed(record);
        if (!Topic.mayWrite(record.topic(), event.source()) || !isAuthentic(record, event)) {
            return new ReadResult.NotAuthentic();
        }
        return EventTypes.byType(event.type()).map(known -> parse(event, known)).orElseGet(ReadResult.UnknownType::new);
    }

    private static Signed signed(ConsumerRecord<String, byte[]> record) {
        return new Signed(
                header(record, CloudEventHeaders.SOURCE),
                header(record, CloudEventHeaders.ID),
                header(record, CloudEventHeaders.TYPE),
                header(record, CloudEventHeaders.TIME),
                record.topic(),
                record.key() == null ? "" : record.key(),
                record.value() == null ? new byte[0] : record.value());
    }

    /** A signature that is present must verify; a MAC counts only without a signature, and only during an upgrade. */
    private boolean isAuthentic(ConsumerRecord<String, byte[]> record, Signed event) {
        return CloudEventHeaders.text(record.headers(), CloudEventHeaders.SIGNATURE)
                .map(signature -> signatures.isValid(event, signature))
                .orElseGet(() -> mac.isValid(event, header(record, CloudEventHeaders.MAC)));
    }

    private ReadResult parse(Signed signed, Class<? extends Event> type) {
        try {
            Event event = json.readValue(signed.data(), type);
            return event == null
                    ? new ReadResult.Unreadable("unreadable event: data is null")
                    : new ReadResult.Readable(new ReceivedMessage(signed.id(), Instant.parse(signed.time()), event));
        } catch (IOException | RuntimeException e) {
            return new ReadResult.Unreadable(cause(e));
        }
    }

    /** Names the kind of failure and the member only, because messages of the parser quote the data. */
    private static String cause(Exception failure) {
        String kind = "unreadable event: " + failure.getClass().getSimpleName();
        return failure instanceof JsonMappingException mapping ? kind + " at " + mapping.getPathReference() : kind;
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return CloudEventHeaders.text(record.headers(), name).orElse("");
    }
}
