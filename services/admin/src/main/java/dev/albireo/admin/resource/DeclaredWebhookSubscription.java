package dev.albireo.admin.resource;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** A webhook subscription as a declared resource; {@code resource} is its complete JSON without secrets. */
@Name("WebhookSubscription")
public record DeclaredWebhookSubscription(
        @NonNull String id,
        @NonNull String url,
        @NonNull List<@NonNull String> eventTypes,
        boolean paused,

        @Description("why it was paused by the service; null where an administrator did") @Nullable
        String pausedReason,

        @Description("the public key that verifies signatures v1a") @Nullable
        String publicKey,

        @Description("a secret that this command has generated; shown only once") @Nullable
        String secret,

        @NonNull String versionId,
        @NonNull String lastUpdated,
        @NonNull String resource) {

    static DeclaredWebhookSubscription of(JsonNode subscription) {
        return new DeclaredWebhookSubscription(
                subscription.path("id").asText(),
                subscription.path("url").asText(),
                StreamSupport.stream(subscription.path("eventTypes").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList(),
                subscription.path("paused").asBoolean(),
                subscription.path("pausedReason").textValue(),
                subscription.path("publicKey").textValue(),
                subscription.path("secret").textValue(),
                subscription.at("/meta/versionId").asText(),
                subscription.at("/meta/lastUpdated").asText(),
                subscription.toString());
    }

    /** Returns a text without the secret. */
    @Override
    public String toString() {
        return "WebhookSubscription[" + id + "]";
    }
}
