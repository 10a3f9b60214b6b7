package dev.albireo.admin.resource;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** Webhook subscriptions are written in GraphQL as by PUT, PATCH and DELETE. In force for the next event. */
@GraphQLApi
public class WebhookSubscriptionApi {
    private static final String TYPE = "WebhookSubscription";

    private final ResourceMutations mutations;

    WebhookSubscriptionApi(ResourceMutations mutations) {
        this.mutations = mutations;
    }

    /** Replaces the subscription: omitted members get their default, except headers and the signing key, which are kept. */
    @Mutation("putWebhookSubscription")
    @Description("Creates or replaces a webhook subscription; a secret that is generated is in this response alone")
    public @NonNull Uni<DeclaredWebhookSubscription> putWebhookSubscription(
            @NonNull String id,
            @NonNull @Description("the resource as JSON") String resource,
            @Nullable @Description("rejected if the subscription has another version") String ifVersionId) {
        return mutations.put(TYPE, id, resource, ifVersionId).map(DeclaredWebhookSubscription::of);
    }

    /** Changes the subscription with a JSON Merge Patch (RFC 7396). */
    @Mutation("patchWebhookSubscription")
    @Description("Changes some fields of a webhook subscription; secret: null replaces the signing key")
    public @NonNull Uni<DeclaredWebhookSubscription> patchWebhookSubscription(
            @NonNull String id,
            @NonNull @Description("a JSON Merge Patch") String changes,
            @Nullable @Description("rejected if the subscription has another version") String ifVersionId) {
        return mutations.patch(TYPE, id, changes, ifVersionId).map(DeclaredWebhookSubscription::of);
    }

    /** Deletes the subscription; what it was to be told is not delivered any more. */
    @Mutation("deleteWebhookSubscription")
    @Description("Deletes a webhook subscription; returns its last state")
    public @NonNull Uni<DeclaredWebhookSubscription> deleteWebhookSubscription(
            @NonNull String id,
            @Nullable @Description("rejected if the subscription has another version") String ifVersionId) {
        return mutations.delete(TYPE, id, ifVersionId).map(DeclaredWebhookSubscription::of);
    }
}
