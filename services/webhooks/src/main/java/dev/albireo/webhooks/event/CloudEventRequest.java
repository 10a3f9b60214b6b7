package dev.albireo.webhooks.event;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.albireo.events.AuditRecorded;
import dev.albireo.events.Ocsf;
import dev.albireo.webhooks.catalogue.EventCatalogue;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An event as it is posted, by the HTTP binding of CloudEvents 1.0, or by OCSF.
 *
 * @param headers those that describe the content
 */
record CloudEventRequest(Map<String, String> headers, String body) {
    private static final String CONTENT_TYPE = "Content-Type";
    private static final String JSON = "application/json";
    private static final ObjectMapper RECORDS = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** @param source the issuer, which identifies the installation to a receiver of several */
    static CloudEventRequest of(WebhookDeliveryAttempt attempt, String source) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("specversion", "1.0");
        attributes.put("id", attempt.eventId());
        attributes.put("source", source);
        attributes.put("type", attempt.type());
        attributes.put("time", attempt.occurredAt().toString());
        attributes.put("subject", attempt.subject());
        return switch (attempt.target().format()) {
            case BINARY -> binary(attributes, attempt.data());
            case STRUCTURED -> structured(attributes, attempt.data());
            // A subscription to audit records may still have deliveries of before, and gets test events.
            case OCSF ->
                attempt.type().equals(EventCatalogue.AUDIT)
                        ? ocsf(attempt.eventId(), new JsonObject(attempt.data()))
                        : structured(attributes, attempt.data());
        };
    }

    /** An erased record has no detail. */
    private static CloudEventRequest ocsf(String id, JsonObject data) {
        Map<String, Object> members = new LinkedHashMap<>(data.getMap());
        members.putIfAbsent("detail", Map.of());
        Map<String, Object> event = Ocsf.of(id, RECORDS.convertValue(members, AuditRecorded.class), null, null);
        return new CloudEventRequest(Map.of(CONTENT_TYPE, JSON), new JsonObject(event).encode());
    }

    private static CloudEventRequest binary(Map<String, String> attributes, String data) {
        Map<String, String> headers = new LinkedHashMap<>();
        attributes.forEach((name, value) -> headers.put("ce-" + name, value));
        headers.put(CONTENT_TYPE, JSON);
        return new CloudEventRequest(headers, data);
    }

    private static CloudEventRequest structured(Map<String, String> attributes, String data) {
        JsonObject event = new JsonObject();
        attributes.forEach(event::put);
        event.put("datacontenttype", JSON).put("data", new JsonObject(data));
        return new CloudEventRequest(Map.of(CONTENT_TYPE, "application/cloudevents+json"), event.encode());
    }
}
