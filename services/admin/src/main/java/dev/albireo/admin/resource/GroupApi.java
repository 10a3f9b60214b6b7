package dev.albireo.admin.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.admin.owner.AdminRefusal;
import dev.albireo.admin.owner.CommandId;
import dev.albireo.admin.owner.OwnerCommands;
import dev.albireo.admin.resource.CredentialsGroupMembers.MembersBody;
import dev.albireo.protocol.PathSegment;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.BiFunction;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Groups are written in GraphQL as by PUT, PATCH and DELETE, and their members a part at a time. In force for the next login. */
@GraphQLApi
public class GroupApi {
    private static final String TYPE = "Group";

    private final ResourceMutations mutations;
    private final CredentialsGroupMembers members;
    private final OwnerCommands commands;

    GroupApi(ResourceMutations mutations, @RestClient CredentialsGroupMembers members, OwnerCommands commands) {
        this.mutations = mutations;
        this.members = members;
        this.commands = commands;
    }

    /** Creates or replaces the group; the members stay as they are unless the resource names them. */
    @Mutation("putGroup")
    @Description("Creates or replaces a group; its members are kept unless the resource names them")
    public @NonNull Uni<DeclaredGroup> putGroup(
            @NonNull String id,
            @NonNull @Description("the resource as JSON") String resource,
            @Nullable @Description("rejected if the group has another version") String ifVersionId) {
        return mutations.put(TYPE, id, resource, ifVersionId).map(DeclaredGroup::of);
    }

    /** Changes the group with a JSON Merge Patch (RFC 7396). */
    @Mutation("patchGroup")
    @Description("Changes some fields of a group")
    public @NonNull Uni<DeclaredGroup> patchGroup(
            @NonNull String id,
            @NonNull @Description("a JSON Merge Patch") String changes,
            @Nullable @Description("rejected if the group has another version") String ifVersionId) {
        return mutations.patch(TYPE, id, changes, ifVersionId).map(DeclaredGroup::of);
    }

    /** Deletes the group and all memberships. */
    @Mutation("deleteGroup")
    @Description("Deletes a group and all memberships; returns its last state")
    public @NonNull Uni<DeclaredGroup> deleteGroup(
            @NonNull String id,
            @Nullable @Description("rejected if the group has another version") String ifVersionId) {
        return mutations.delete(TYPE, id, ifVersionId).map(DeclaredGroup::of);
    }

    /** Makes users members of a declared group. */
    @Mutation("addGroupMembers")
    @Description("Makes users members of a group; the others stay members")
    public @NonNull Uni<DeclaredGroup> addGroupMembers(
            @NonNull String id,
            @NonNull @Description("login names, ids or subjects of at most 1000 users") List<@NonNull String> members) {
        return change(id, (command, group) -> this.members.add(command, group, new MembersBody(members)));
    }

    /** Ends the membership of users. */
    @Mutation("removeGroupMembers")
    @Description("Ends the membership of users in a group; the others stay members")
    public @NonNull Uni<DeclaredGroup> removeGroupMembers(
            @NonNull String id,
            @NonNull @Description("login names, ids or subjects of at most 1000 users") List<@NonNull String> members) {
        return change(id, (command, group) -> this.members.remove(command, group, new MembersBody(members)));
    }

    private Uni<DeclaredGroup> change(String id, BiFunction<CommandId, PathSegment, Uni<ObjectNode>> change) {
        return Uni.createFrom()
                .item(() -> PathSegment.of(id).orElseThrow(() -> Problem.NOT_FOUND.because("group not found")))
                .chain(group -> commands.send(command -> change.apply(command, group)))
                .map(DeclaredGroup::of)
                .onFailure()
                .transform(failure -> AdminRefusal.ofCall(
                        failure, "credentials is unreachable; read the group before you try again"));
    }
}
