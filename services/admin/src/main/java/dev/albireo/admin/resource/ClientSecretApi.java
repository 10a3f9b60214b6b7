package dev.albireo.admin.resource;

import dev.albireo.admin.owner.AdminRefusal;
import dev.albireo.admin.owner.OwnerCommands;
import dev.albireo.protocol.PathSegment;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** New secrets for clients in GraphQL; the declared resources never show one. */
@GraphQLApi
public class ClientSecretApi {
    private final ClientSecrets secrets;
    private final OwnerCommands commands;

    ClientSecretApi(@RestClient ClientSecrets secrets, OwnerCommands commands) {
        this.secrets = secrets;
        this.commands = commands;
    }

    /** Both secrets are valid until the overlap ends. */
    @Mutation("rotateClientSecret")
    @Description(
            "Gives a client a new secret, which is shown only once; the previous one stays valid during an overlap")
    public @NonNull Uni<RotatedSecret> rotateClientSecret(
            @NonNull String clientId,
            @Nullable @Description("how long the previous one stays valid, such as PT24H; by default as configured")
                    String overlap) {
        return Uni.createFrom()
                .item(() -> known(clientId))
                .chain(id -> commands.send(
                        command -> secrets.rotate(command, id, new ClientSecrets.SecretRotationBody(overlap))))
                .map(RotatedSecret::of)
                .onFailure()
                .transform(failure -> AdminRefusal.ofCall(
                        failure,
                        "the client may have its new secret or not, for its owner did not answer; rotate once more"));
    }

    private static PathSegment known(String clientId) {
        return PathSegment.of(clientId).orElseThrow(() -> Problem.NOT_FOUND.because("client not found"));
    }
}
