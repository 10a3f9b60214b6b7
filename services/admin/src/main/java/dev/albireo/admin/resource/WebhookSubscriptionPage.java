package dev.albireo.admin.resource;

import dev.albireo.admin.resource.OwnerResources.ResourcePageBody;
import java.util.List;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** One page of webhook subscriptions; {@code endCursor} is null on the last one. */
public record WebhookSubscriptionPage(
        @NonNull List<@NonNull DeclaredWebhookSubscription> nodes,
        @Nullable String endCursor,
        boolean hasNextPage) {

    static WebhookSubscriptionPage of(ResourcePageBody page) {
        return new WebhookSubscriptionPage(
                page.items().stream().map(DeclaredWebhookSubscription::of).toList(), page.next(), page.next() != null);
    }
}
