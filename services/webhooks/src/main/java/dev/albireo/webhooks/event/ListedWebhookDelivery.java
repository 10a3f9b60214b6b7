package dev.albireo.webhooks.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as administrators see it, without its data.
 *
 * @param position grows in the order in which events were recorded
 * @param id the {@code webhook-id}
 * @param lastStatus the status of the last response, if there was one
 * @param nextAttemptAt while it is due
 */
record ListedWebhookDelivery(
        @JsonIgnore long position,
        String id,
        String eventId,
        String type,
        String subject,
        String state,
        int attempts,
        @Nullable String lastError,
        @Nullable Integer lastStatus,
        Instant occurredAt,
        Instant recordedAt,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant endedAt) {}
