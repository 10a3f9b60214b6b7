package dev.albireo.admin.resource;

import dev.albireo.admin.owner.AdminRefusal;
import dev.albireo.admin.owner.OwnerCommands;
import dev.albireo.admin.resource.OauthPolicyVersions.RestoredVersionBody;
import dev.albireo.protocol.PathSegment;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Second-factor policies in GraphQL, written as by PUT, PATCH and DELETE, and their versions. */
@GraphQLApi
public class SecondFactorPolicyApi {
    private static final String TYPE = "SecondFactorPolicy";
    private static final int LARGEST_PAGE = 200;
    private static final String IF_VERSION = "rejected if the policy has another version";

    private final ResourceMutations mutations;
    private final OauthPolicyVersions versions;
    private final OwnerCommands commands;

    SecondFactorPolicyApi(
            ResourceMutations mutations, @RestClient OauthPolicyVersions versions, OwnerCommands commands) {
        this.mutations = mutations;
        this.versions = versions;
        this.commands = commands;
    }

    /** Creates or replaces the policy. */
    @Mutation("putSecondFactorPolicy")
    @Description("Creates or replaces a second-factor policy; in force with the response")
    public @NonNull Uni<DeclaredSecondFactorPolicy> putSecondFactorPolicy(
            @NonNull String id,
            @NonNull @Description("the resource as JSON") String resource,
            @Nullable @Description(IF_VERSION) String ifVersionId) {
        return mutations.put(TYPE, id, resource, ifVersionId).map(DeclaredSecondFactorPolicy::of);
    }

    /** Changes the policy with a JSON Merge Patch (RFC 7396), which replaces lists as a whole. */
    @Mutation("patchSecondFactorPolicy")
    @Description("Changes some fields of a second-factor policy; in force with the response")
    public @NonNull Uni<DeclaredSecondFactorPolicy> patchSecondFactorPolicy(
            @NonNull String id,
            @NonNull @Description("a JSON Merge Patch") String changes,
            @Nullable @Description(IF_VERSION) String ifVersionId) {
        return mutations.patch(TYPE, id, changes, ifVersionId).map(DeclaredSecondFactorPolicy::of);
    }

    /** Deletes its rules; the versions can still be restored. */
    @Mutation("deleteSecondFactorPolicy")
    @Description(
            "Deletes a second-factor policy with its rules; returns its last state. Its versions can still be restored")
    public @NonNull Uni<DeclaredSecondFactorPolicy> deleteSecondFactorPolicy(
            @NonNull String id, @Nullable @Description(IF_VERSION) String ifVersionId) {
        return mutations.delete(TYPE, id, ifVersionId).map(DeclaredSecondFactorPolicy::of);
    }

    /** Puts an earlier version in force again, as a new one. */
    @Mutation("restoreSecondFactorPolicy")
    @Description("Puts an earlier version of a second-factor policy in force again, as a new version")
    public @NonNull Uni<DeclaredSecondFactorPolicy> restoreSecondFactorPolicy(
            @NonNull String id, @NonNull String versionId, @Nullable @Description(IF_VERSION) String ifVersionId) {
        return Uni.createFrom()
                .deferred(() -> {
                    PathSegment policy = known(id);
                    String ifMatch = ResourceMutations.ifMatch(ifVersionId);
                    return commands.send(
                            command -> versions.restore(command, policy, ifMatch, new RestoredVersionBody(versionId)));
                })
                .map(DeclaredSecondFactorPolicy::of)
                .onFailure()
                .transform(failure ->
                        AdminRefusal.ofCall(failure, "oauth is unreachable; read the policy before you try again"));
    }

    /** Returns the newest first. */
    @Query("secondFactorPolicyVersions")
    @Description("The last 200 versions of a second-factor policy, newest first")
    public @NonNull Uni<SecondFactorPolicyVersionPage> secondFactorPolicyVersions(
            @NonNull String id,
            @DefaultValue("50") @Description("1 to 200") int first,
            @Nullable @Description("the endCursor of the previous page") String after) {
        return Uni.createFrom()
                .deferred(() -> versions.list(known(id), after, Math.clamp(first, 1, LARGEST_PAGE)))
                .map(SecondFactorPolicyVersionPage::of)
                .onFailure()
                .transform(failure -> AdminRefusal.ofCall(failure, "oauth is unreachable; try again later"));
    }

    private static PathSegment known(String id) {
        return PathSegment.of(id).orElseThrow(() -> Problem.NOT_FOUND.because("SecondFactorPolicy not found"));
    }
}
