package dev.albireo.webhooks.ssf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.protocol.DataKeys.EncryptedValue;
import dev.albireo.web.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The event stream of a receiver.
 *
 * @param client the receiver, which alone sees the stream
 * @param reason why it has its status, as the receiver or the transmitter says
 * @param authorization the encrypted {@code Authorization} header of pushes
 */
record EventStream(
        UUID id,
        String client,
        StreamConfiguration configuration,
        StreamStatus status,
        Optional<String> reason,
        Optional<EncryptedValue> authorization,
        Instant createdAt) {

    private static final String ID = "stream_id";
    private static final List<String> SUPPLIED = List.of(
            ID,
            "iss",
            "aud",
            "events_supported",
            "events_delivered",
            "min_verification_interval",
            "inactivity_timeout");

    /** What all streams of the transmitter have in common. */
    record TransmitterSettings(SsfEndpoints endpoints, Duration minVerificationInterval, Duration inactivityTimeout) {}

    /** Returns the stream configuration (Shared Signals Framework 1.0 section 8.1.1). */
    ObjectNode toJson(TransmitterSettings settings) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put(ID, id.toString())
                .put("iss", settings.endpoints().issuer())
                .put("aud", client)
                .put("min_verification_interval", (int)
                        settings.minVerificationInterval().toSeconds())
                .put("inactivity_timeout", (int) settings.inactivityTimeout().toSeconds());
        SsfEventType.supported().forEach(json.putArray("events_supported")::add);
        configuration.eventsDelivered().forEach(json.putArray("events_delivered")::add);
        json.setAll(configuration.toJson());
        if (configuration.push().isEmpty()) {
            ((ObjectNode) json.get("delivery"))
                    .put("endpoint_url", settings.endpoints().poll(id));
        }
        return json;
    }

    /** Returns its status (section 8.1.2). */
    ObjectNode statusJson() {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put(ID, id.toString()).put("status", status.word());
        reason.ifPresent(text -> json.put("reason", text));
        return json;
    }

    /** Rejects a request that would change what the transmitter supplies (sections 8.1.1.3 and 8.1.1.4). */
    void requireSuppliedAsIs(@Nullable JsonNode body, TransmitterSettings settings) {
        ObjectNode current = toJson(settings);
        for (String property : SUPPLIED) {
            JsonNode given = body == null ? null : body.get(property);
            if (given != null && !given.equals(current.get(property))) {
                throw Problem.BAD_REQUEST.because(
                        property + " is supplied by the transmitter and cannot be changed", property);
            }
        }
    }

    /** Returns whether events of this type are delivered. */
    boolean wants(SsfEventType type) {
        return status != StreamStatus.DISABLED
                && configuration.eventsDelivered().contains(type.uri());
    }
}
