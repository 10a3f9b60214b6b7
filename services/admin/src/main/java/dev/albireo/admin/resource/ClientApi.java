package dev.albireo.admin.resource;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** Clients are written in GraphQL as by PUT, PATCH and DELETE: the same object, validated by its owner alone. */
@GraphQLApi
public class ClientApi {
    private static final String TYPE = "Client";

    private final ResourceMutations mutations;

    ClientApi(ResourceMutations mutations) {
        this.mutations = mutations;
    }

    /** Replaces the client: omitted members get their default, except the secret, which is kept. */
    @Mutation("putClient")
    @Description("Creates or replaces a client; in force with the response")
    public @NonNull Uni<DeclaredClient> putClient(
            @NonNull String id,
            @NonNull @Description("the resource as JSON") String resource,
            @Nullable @Description("rejected if the client has another version") String ifVersionId) {
        return mutations.put(TYPE, id, resource, ifVersionId).map(DeclaredClient::of);
    }

    /** Changes the client with a JSON Merge Patch (RFC 7396). */
    @Mutation("patchClient")
    @Description("Changes some fields of a client; in force with the response")
    public @NonNull Uni<DeclaredClient> patchClient(
            @NonNull String id,
            @NonNull @Description("a JSON Merge Patch") String changes,
            @Nullable @Description("rejected if the client has another version") String ifVersionId) {
        return mutations.patch(TYPE, id, changes, ifVersionId).map(DeclaredClient::of);
    }

    /** Deletes the client with its grants and tokens. */
    @Mutation("deleteClient")
    @Description("Deletes a client, and ends its grants; returns its last state")
    public @NonNull Uni<DeclaredClient> deleteClient(
            @NonNull String id,
            @Nullable @Description("rejected if the client has another version") String ifVersionId) {
        return mutations.delete(TYPE, id, ifVersionId).map(DeclaredClient::of);
    }
}
