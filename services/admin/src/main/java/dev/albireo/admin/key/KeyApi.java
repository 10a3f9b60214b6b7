package dev.albireo.admin.key;

import dev.albireo.admin.owner.AdminRefusal;
import dev.albireo.admin.owner.OwnerCommands;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Signing keys in GraphQL. Keys rotate automatically; these commands are for cases where that is too late. */
@GraphQLApi
public class KeyApi {
    private final OauthKeys keys;
    private final OwnerCommands commands;

    KeyApi(@RestClient OauthKeys keys, OwnerCommands commands) {
        this.keys = keys;
        this.commands = commands;
    }

    /** Returns every stored key. */
    @Query("signingKeys")
    @Description("The signing keys, by algorithm and age")
    public @NonNull Uni<@NonNull List<@NonNull StoredSigningKey>> signingKeys() {
        return keys.list()
                .onFailure()
                .transform(failure ->
                        AdminRefusal.ofCall(failure, "oauth is unreachable; read the keys before you try again"));
    }

    /**
     * Retires the active signing keys early. Their signatures stay valid until the tokens expire. Rejected where the next keys are too new.
     */
    @Mutation("rotateSigningKeys")
    @Description("Retires the active signing keys early; tokens that they signed stay valid until they expire")
    public @NonNull Uni<@NonNull List<@NonNull SigningKey>> rotateSigningKeys() {
        return signingKeys(commands.send(keys::rotate));
    }

    /** Deletes a compromised key; every service rejects its signatures within seconds. */
    @Mutation("revokeSigningKey")
    @Description("Deletes a compromised signing key: within seconds every service rejects its signatures. "
            + "Returns the active keys")
    public @NonNull Uni<@NonNull List<@NonNull SigningKey>> revokeSigningKey(
            @NonNull @Description("the kid in the JWKS") String kid,
            @NonNull @Description("the reason, for the audit trail") String reason) {
        return signingKeys(
                commands.send(command -> keys.revoke(command, new OauthKeys.KeyRevocationBody(kid, reason))));
    }

    private static Uni<List<SigningKey>> signingKeys(Uni<OauthKeys.ActiveKeysBody> active) {
        return active.map(keys -> keys.active().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(key -> new SigningKey(key.getKey(), key.getValue()))
                        .toList())
                .onFailure()
                .transform(failure ->
                        AdminRefusal.ofCall(failure, "oauth is unreachable; read the keys before you try again"));
    }
}
