package dev.albireo.admin.webhook;

import dev.albireo.admin.webhook.WebhooksDeliveries.WebhookDeliveriesBody;
import java.util.List;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** One page of deliveries; {@code endCursor} is null on the last one. */
@Name("WebhookDeliveryPage")
public record SubscriptionDeliveryPage(
        @NonNull List<@NonNull SubscriptionDelivery> nodes,
        @Nullable String endCursor,
        boolean hasNextPage) {

    static SubscriptionDeliveryPage of(WebhookDeliveriesBody page) {
        return new SubscriptionDeliveryPage(page.items(), page.next(), page.next() != null);
    }
}
