package dev.albireo.admin.webhook;

import dev.albireo.admin.owner.AdminRefusal;
import dev.albireo.admin.owner.OwnerCommands;
import dev.albireo.admin.webhook.WebhooksDeliveries.ReplayedBody;
import dev.albireo.admin.webhook.WebhooksDeliveries.TestedBody;
import dev.albireo.admin.webhook.WebhooksDeliveries.WebhookReplayBody;
import dev.albireo.admin.webhook.WebhooksDeliveries.WebhookTestBody;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Deliveries to webhook subscriptions in GraphQL. */
@GraphQLApi
public class WebhookDeliveryApi {
    private static final int LARGEST_PAGE = 200;
    private static final String ADVICE = "webhooks is unreachable; try again later";

    private final WebhooksDeliveries deliveries;
    private final OwnerCommands commands;

    WebhookDeliveryApi(@RestClient WebhooksDeliveries deliveries, OwnerCommands commands) {
        this.deliveries = deliveries;
        this.commands = commands;
    }

    /** Returns the newest first. */
    @Query("webhookDeliveries")
    @Description("Events for a webhook subscription of the last 30 days, newest first")
    public @NonNull Uni<SubscriptionDeliveryPage> webhookDeliveries(
            @NonNull @Description("the id of the subscription") String subscription,
            @Nullable @Description("due, delivered or dead") String state,
            @DefaultValue("50") @Description("1 to 200") int first,
            @Nullable @Description("the endCursor of the previous page") String after) {
        return deliveries
                .list(subscription, state, after, Math.clamp(first, 1, LARGEST_PAGE))
                .map(SubscriptionDeliveryPage::of)
                .onFailure()
                .transform(failure -> AdminRefusal.ofCall(failure, ADVICE));
    }

    /** The result is that of the delivery, which the list shows. */
    @Mutation("testWebhookSubscription")
    @Description("Sends a test event to a webhook subscription; returns the id of the delivery")
    public @NonNull Uni<@NonNull String> testWebhookSubscription(@NonNull String subscription) {
        return commands.send(command -> deliveries.test(command, new WebhookTestBody(subscription)))
                .map(TestedBody::delivery)
                .onFailure()
                .transform(failure -> AdminRefusal.ofCall(failure, ADVICE));
    }

    /** Receivers recognise what they have by the {@code webhook-id}, which stays. */
    @Mutation("replayWebhookDeliveries")
    @Description(
            "Repeats ended deliveries, at most 10000, by their ids or by the time of their record; returns their number")
    public @NonNull Uni<@NonNull Integer> replayWebhookDeliveries(
            @NonNull @Description("the id of the subscription") String subscription,
            @Nullable @Description("at most 500 deliveries") List<String> ids,
            @Nullable @Description("recorded at this time or later, such as 2026-11-22T10:00:00Z") String from,
            @Nullable @Description("recorded before this time") String to) {
        return commands.send(command -> deliveries.replay(command, new WebhookReplayBody(subscription, ids, from, to)))
                .map(ReplayedBody::replayed)
                .onFailure()
                .transform(failure -> AdminRefusal.ofCall(failure, ADVICE));
    }
}
