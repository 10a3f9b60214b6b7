package dev.albireo.admin.registration;

import dev.albireo.admin.owner.AdminRefusal;
import dev.albireo.admin.owner.OwnerCommands;
import dev.albireo.admin.registration.OauthInitialTokens.IssueBody;
import dev.albireo.protocol.PathSegment;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Initial access tokens in GraphQL (RFC 7591 section 3): issued, listed and revoked. */
@GraphQLApi
public class InitialTokenApi {
    private final OauthInitialTokens tokens;
    private final OwnerCommands commands;

    InitialTokenApi(@RestClient OauthInitialTokens tokens, OwnerCommands commands) {
        this.tokens = tokens;
        this.commands = commands;
    }

    /** Returns the newest first, without their values. */
    @Query("initialAccessTokens")
    @Description("The initial access tokens, newest first, without their values")
    public @NonNull Uni<List<@NonNull InitialAccessToken>> initialAccessTokens() {
        return tokens.list()
                .map(listed ->
                        listed.items().stream().map(InitialAccessToken::of).toList())
                .onFailure()
                .transform(failure -> AdminRefusal.ofCall(failure, "oauth is unreachable; try again later"));
    }

    /** If the owner does not answer, a token may exist whose value is unknown; it is in the list, and expires. */
    @Mutation("issueInitialAccessToken")
    @Description("Issues an initial access token, which is shown only once")
    public @NonNull Uni<IssuedInitialAccessToken> issueInitialAccessToken(
            @NonNull @Description("its purpose") String label,
            @Nullable @Description("how many clients it may register; default 1") Integer clients,
            @Nullable @Description("its lifetime, such as P7D; by default as configured") String lifetime) {
        return commands.send(command -> tokens.issue(command, new IssueBody(label, clients, lifetime)))
                .map(IssuedInitialAccessToken::of)
                .onFailure()
                .transform(failure ->
                        AdminRefusal.ofCall(failure, "oauth did not answer; look at the list before you try again"));
    }

    /** Clients registered with it are not affected. */
    @Mutation("revokeInitialAccessToken")
    @Description("Revokes an initial access token; clients registered with it are not affected")
    public @NonNull Uni<InitialAccessToken> revokeInitialAccessToken(@NonNull String id) {
        return Uni.createFrom()
                .item(() -> known(id))
                .chain(known -> commands.send(command -> tokens.revoke(command, known)))
                .map(InitialAccessToken::of)
                .onFailure()
                .transform(failure -> AdminRefusal.ofCall(failure, "oauth did not answer; take it back once more"));
    }

    private static PathSegment known(String id) {
        return PathSegment.of(id).orElseThrow(() -> Problem.NOT_FOUND.because("initial access token not found", "id"));
    }
}
