package dev.albireo.webhooks.event;

import java.time.Instant;
import java.util.UUID;

/**
 * An event that a subscription wants.
 *
 * @param subscription its key
 * @param data JSON: what the subscriber may see of the event
 */
record NewWebhookDelivery(
        UUID subscription, String eventId, String type, String subject, String data, Instant occurredAt) {}
