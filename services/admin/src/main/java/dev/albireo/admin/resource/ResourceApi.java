package dev.albireo.admin.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.admin.owner.AdminRefusal;
import dev.albireo.admin.resource.OwningServices.ListedResources;
import dev.albireo.web.Problem;
import dev.albireo.web.ProblemRefusal;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The declared resources in GraphQL: the same objects as by PUT and GET, read from their owners. */
@GraphQLApi
public class ResourceApi {
    private static final int LARGEST_PAGE = 200;

    private final OwningServices owners;

    ResourceApi(OwningServices owners) {
        this.owners = owners;
    }

    /** Returns one client by id; null where there is none. */
    @Query("client")
    @Description("One client by id; null if there is none")
    public Uni<DeclaredClient> client(@NonNull String id) {
        return refusing(get("Client", id).map(DeclaredClient::of));
    }

    /** Returns clients in the order of their ids, including those that registered themselves. */
    @Query("clients")
    @Description("Clients by id, in pages")
    public @NonNull Uni<ClientPage> clients(
            @DefaultValue("50") @Description("at most 200") int first,
            @Nullable @Description("the endCursor of the previous page") String after)
            throws AdminRefusal {
        return refusing(list("Client", after, first).map(ClientPage::of));
    }

    /** Returns one AuthConfig by id; null where there is none. */
    @Query("authConfig")
    @Description("One AuthConfig by id; null if there is none")
    public Uni<DeclaredAuthConfig> authConfig(@NonNull String id) {
        return refusing(get("AuthConfig", id).map(DeclaredAuthConfig::of));
    }

    /** Returns AuthConfigs in the order of their ids. */
    @Query("authConfigs")
    @Description("AuthConfigs by id, in pages")
    public @NonNull Uni<AuthConfigPage> authConfigs(
            @DefaultValue("50") @Description("at most 200") int first,
            @Nullable @Description("the endCursor of the previous page") String after)
            throws AdminRefusal {
        return refusing(list("AuthConfig", after, first).map(AuthConfigPage::of));
    }

    /** Returns one declared group by id; null where there is none. */
    @Query("group")
    @Description("One group by id; null if none is declared")
    public Uni<DeclaredGroup> group(@NonNull String id) {
        return refusing(get("Group", id).map(DeclaredGroup::of));
    }

    /** Returns declared groups in the order of their ids. */
    @Query("groups")
    @Description("Declared groups by id, in pages")
    public @NonNull Uni<GroupPage> groups(
            @DefaultValue("50") @Description("at most 200") int first,
            @Nullable @Description("the endCursor of the previous page") String after)
            throws AdminRefusal {
        return refusing(list("Group", after, first).map(GroupPage::of));
    }

    /** Returns one subscription by id; null where there is none. */
    @Query("webhookSubscription")
    @Description("One webhook subscription by id; null if there is none")
    public Uni<DeclaredWebhookSubscription> webhookSubscription(@NonNull String id) {
        return refusing(get("WebhookSubscription", id).map(DeclaredWebhookSubscription::of));
    }

    /** Returns subscriptions in the order of their ids. */
    @Query("webhookSubscriptions")
    @Description("Webhook subscriptions by id, in pages")
    public @NonNull Uni<WebhookSubscriptionPage> webhookSubscriptions(
            @DefaultValue("50") @Description("at most 200") int first,
            @Nullable @Description("the endCursor of the previous page") String after)
            throws AdminRefusal {
        return refusing(list("WebhookSubscription", after, first).map(WebhookSubscriptionPage::of));
    }

    /** Returns one second-factor policy by id; null where there is none. */
    @Query("secondFactorPolicy")
    @Description("One declared second-factor policy by id; null if there is none")
    public Uni<DeclaredSecondFactorPolicy> secondFactorPolicy(@NonNull String id) {
        return refusing(get("SecondFactorPolicy", id).map(DeclaredSecondFactorPolicy::of));
    }

    /** Returns second-factor policies in the order of their ids. */
    @Query("secondFactorPolicies")
    @Description("Declared second-factor policies by id, in pages")
    public @NonNull Uni<SecondFactorPolicyPage> secondFactorPolicies(
            @DefaultValue("50") @Description("at most 200") int first,
            @Nullable @Description("the endCursor of the previous page") String after)
            throws AdminRefusal {
        return refusing(list("SecondFactorPolicy", after, first).map(SecondFactorPolicyPage::of));
    }

    private Uni<OwnerResources.ResourcePageBody> list(String type, @Nullable String after, int first)
            throws AdminRefusal {
        return owners.list(new ListedResources(type, null), after, limit(first));
    }

    private Uni<ObjectNode> get(String type, String id) {
        return Uni.createFrom()
                .deferred(() -> owners.target(type, id, null).chain(owners::get))
                .map(RestResponse::getEntity);
    }

    private static String limit(int first) throws AdminRefusal {
        if (first < 1 || first > LARGEST_PAGE) {
            throw AdminRefusal.of(Problem.UNPROCESSABLE, "first: a page has 1 to " + LARGEST_PAGE + " resources");
        }
        return Integer.toString(first);
    }

    /** Returns null for a missing resource; converts any other error to a GraphQL error of the same meaning. */
    private static <T> Uni<T> refusing(Uni<T> response) {
        return response.onFailure(ResourceApi::isUnknown)
                .recoverWithNull()
                .onFailure(ProblemRefusal.class)
                .transform(failure -> AdminRefusal.of((ProblemRefusal) failure));
    }

    private static boolean isUnknown(Throwable failure) {
        return failure instanceof ProblemRefusal refusal && refusal.problem() == Problem.NOT_FOUND;
    }
}
