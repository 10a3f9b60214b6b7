package dev.albireo.webhooks.event;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An event as it is posted, by the HTTP binding of CloudEvents 1.0.
 *
 * @param headers those that describe the content
 */
record CloudEventRequest(Map<String, String> headers, String body) {
    private static final String CONTENT_TYPE = "Content-Type";
    private static final String JSON = "application/json";

    /** @param source the issuer, which identifies the installation to a receiver of several */
    static CloudEventRequest of(WebhookDeliveryAttempt attempt, String source) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("specversion", "1.0");
        attributes.put("id", attempt.eventId());
        attributes.put("source", source);
        attributes.put("type", attempt.type());
        attributes.put("time", attempt.occurredAt().toString());
        attributes.put("subject", attempt.subject());
        return attempt.target().binary() ? binary(attributes, attempt.data()) : structured(attributes, attempt.data());
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
