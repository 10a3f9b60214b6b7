package dev.albireo.admin.webhook;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

/** An event for a webhook subscription, and what became of it. */
@Type("WebhookDelivery")
@Description("An event for a webhook subscription, and what became of it")
@JsonIgnoreProperties(ignoreUnknown = true)
public record SubscriptionDelivery(
        @NonNull @Description("the webhook-id") String id,
        @NonNull String eventId,
        @NonNull String type,
        @NonNull String subject,

        @NonNull @Description("due, delivered or dead") String state,

        int attempts,

        @Nullable @Description("refused, timeout, unreachable, gone, filtered or unreadable")
        String lastError,

        @Nullable @Description("the status of the last response, if there was one")
        Integer lastStatus,

        @NonNull Instant occurredAt,
        @NonNull Instant recordedAt,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant endedAt) {}
