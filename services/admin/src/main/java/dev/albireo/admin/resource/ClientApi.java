package dev.albireo.admin.resource;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.admin.owner.AdminRefusal;
import dev.albireo.admin.resource.OwningServices.Target;
import dev.albireo.admin.resource.ResourceText.BodyFormat;
import dev.albireo.web.Problem;
import dev.albireo.web.ProblemRefusal;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** Clients are written in GraphQL as by PUT, PATCH and DELETE: the same object, validated by its owner alone. */
@GraphQLApi
public class ClientApi {
    private static final String TYPE = "Client";
    private static final Pattern VERSION = Pattern.compile("[0-9]{1,18}");

    private final OwningServices owners;

    ClientApi(OwningServices owners) {
        this.owners = owners;
    }

    /** Replaces the client: omitted members get their default, except the secret, which is kept. */
    @Mutation("putClient")
    @Description("Creates or replaces a client; in force with the response")
    public @NonNull Uni<DeclaredClient> putClient(
            @NonNull String id,
            @NonNull @Description("the resource as JSON") String resource,
            @Nullable @Description("rejected if the client has another version") String ifVersionId) {
        return write(
                resource,
                document -> owners.put(newTarget(id, ifVersionId), document)
                        .map(response -> DeclaredClient.of(response.getEntity())));
    }

    /** Changes the client with a JSON Merge Patch (RFC 7396). */
    @Mutation("patchClient")
    @Description("Changes some fields of a client; in force with the response")
    public @NonNull Uni<DeclaredClient> patchClient(
            @NonNull String id,
            @NonNull @Description("a JSON Merge Patch") String changes,
            @Nullable @Description("rejected if the client has another version") String ifVersionId) {
        return write(
                changes,
                document -> owners.patch(target(id, ifVersionId), document)
                        .map(response -> DeclaredClient.of(response.getEntity())));
    }

    /** Deletes the client with its grants and tokens. */
    @Mutation("deleteClient")
    @Description("Deletes a client, and ends its grants; returns its last state")
    public @NonNull Uni<DeclaredClient> deleteClient(
            @NonNull String id,
            @Nullable @Description("rejected if the client has another version") String ifVersionId) {
        return refusing(Uni.createFrom()
                .deferred(() -> owners.delete(target(id, ifVersionId)))
                .map(response -> DeclaredClient.of(response.getEntity())));
    }

    private static Uni<DeclaredClient> write(String json, Function<JsonNode, Uni<DeclaredClient>> write) {
        return refusing(Uni.createFrom()
                .item(() -> ResourceText.read(json.getBytes(UTF_8), BodyFormat.JSON))
                .chain(write::apply));
    }

    private static Target newTarget(String id, @Nullable String versionId) {
        return Target.ofNew(TYPE, id, ifMatch(versionId));
    }

    private static Target target(String id, @Nullable String versionId) {
        return Target.of(TYPE, id, ifMatch(versionId));
    }

    private static @Nullable String ifMatch(@Nullable String versionId) {
        if (versionId != null && !VERSION.matcher(versionId).matches()) {
            throw Problem.UNPROCESSABLE.because("ifVersionId must be a versionId", "ifVersionId");
        }
        return versionId == null ? null : "W/\"" + versionId + "\"";
    }

    private static Uni<DeclaredClient> refusing(Uni<DeclaredClient> response) {
        return response.onFailure(ProblemRefusal.class).transform(failure -> AdminRefusal.of((ProblemRefusal) failure));
    }
}
