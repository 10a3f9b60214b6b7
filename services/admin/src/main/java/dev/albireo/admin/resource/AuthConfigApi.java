package dev.albireo.admin.resource;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** AuthConfigs are written in GraphQL as by PUT, PATCH and DELETE. In force for the next login. */
@GraphQLApi
public class AuthConfigApi {
    private static final String TYPE = "AuthConfig";

    private final ResourceMutations mutations;

    AuthConfigApi(ResourceMutations mutations) {
        this.mutations = mutations;
    }

    /** Replaces the AuthConfig: omitted members get their default, except the secrets of its webhook, which are kept. */
    @Mutation("putAuthConfig")
    @Description("Creates or replaces an AuthConfig; a key that is generated for its webhook is in this response alone")
    public @NonNull Uni<DeclaredAuthConfig> putAuthConfig(
            @NonNull String id,
            @NonNull @Description("the resource as JSON") String resource,
            @Nullable @Description("rejected if the AuthConfig has another version") String ifVersionId) {
        return mutations.put(TYPE, id, resource, ifVersionId).map(DeclaredAuthConfig::of);
    }

    /** Changes the AuthConfig with a JSON Merge Patch (RFC 7396). */
    @Mutation("patchAuthConfig")
    @Description("Changes some fields of an AuthConfig")
    public @NonNull Uni<DeclaredAuthConfig> patchAuthConfig(
            @NonNull String id,
            @NonNull @Description("a JSON Merge Patch") String changes,
            @Nullable @Description("rejected if the AuthConfig has another version") String ifVersionId) {
        return mutations.patch(TYPE, id, changes, ifVersionId).map(DeclaredAuthConfig::of);
    }

    /** Deletes the AuthConfig; clients that name it have the default one. */
    @Mutation("deleteAuthConfig")
    @Description("Deletes an AuthConfig; returns its last state")
    public @NonNull Uni<DeclaredAuthConfig> deleteAuthConfig(
            @NonNull String id,
            @Nullable @Description("rejected if the AuthConfig has another version") String ifVersionId) {
        return mutations.delete(TYPE, id, ifVersionId).map(DeclaredAuthConfig::of);
    }
}
