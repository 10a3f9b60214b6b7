package dev.albireo.admin.resource;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** Users are written in GraphQL as by PUT and PATCH, under their resource id or subject. */
@GraphQLApi
public class UserResourceApi {
    private static final String TYPE = "User";

    private final ResourceMutations mutations;

    UserResourceApi(ResourceMutations mutations) {
        this.mutations = mutations;
    }

    /** Replaces the user: omitted members are deleted, except those that protect the account, which are kept. */
    @Mutation("putUser")
    @Description("Creates or replaces a user; password, factors, groups and requirements are kept if they are left out")
    public @NonNull Uni<DeclaredUserResource> putUser(
            @NonNull @Description("the resource id or the subject") String id,
            @NonNull @Description("the resource as JSON") String resource,
            @Nullable @Description("rejected if the user has another version") String ifVersionId) {
        return mutations.put(TYPE, id, resource, ifVersionId).map(DeclaredUserResource::of);
    }

    /** Changes the user with a JSON Merge Patch (RFC 7396). */
    @Mutation("patchUser")
    @Description("Changes some fields of a user")
    public @NonNull Uni<DeclaredUserResource> patchUser(
            @NonNull @Description("the resource id or the subject") String id,
            @NonNull @Description("a JSON Merge Patch") String changes,
            @Nullable @Description("rejected if the user has another version") String ifVersionId) {
        return mutations.patch(TYPE, id, changes, ifVersionId).map(DeclaredUserResource::of);
    }
}
