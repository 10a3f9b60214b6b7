package dev.albireo.admin.registration;

import dev.albireo.admin.owner.AdminRefusal;
import dev.albireo.admin.registration.OauthInitialTokens.Order;
import dev.albireo.protocol.PathSegment;
import dev.albireo.web.Problem;
import dev.albireo.web.ProblemRefusal;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Initial access tokens in GraphQL (RFC 7591 section 3): issued, listed and revoked. */
@GraphQLApi
public class InitialTokenApi {
    private static final Logger LOG = Logger.getLogger(InitialTokenApi.class);

    private final OauthInitialTokens tokens;

    InitialTokenApi(@RestClient OauthInitialTokens tokens) {
        this.tokens = tokens;
    }

    /** Returns the newest first, without their values. */
    @Query("initialAccessTokens")
    @Description("The tokens that register clients, newest first, without their values")
    public @NonNull Uni<List<@NonNull InitialAccessToken>> initialAccessTokens() {
        return tokens.list()
                .map(listed ->
                        listed.items().stream().map(InitialAccessToken::of).toList())
                .onFailure()
                .transform(failure -> refusal(failure, "oauth cannot be reached just now"));
    }

    /** If the owner does not answer, a token may exist whose value is unknown; it is in the list, and expires. */
    @Mutation("issueInitialAccessToken")
    @Description("Gives out a token that registers clients, shown this once")
    public @NonNull Uni<IssuedInitialAccessToken> issueInitialAccessToken(
            @NonNull @Description("what it is for") String label,
            @Nullable @Description("how many clients it may register; 1 where it is not said") Integer clients,
            @Nullable @Description("how long it is good, as P7D; as configured where it is not said") String lifetime) {
        return tokens.issue(new Order(label, clients, lifetime))
                .map(IssuedInitialAccessToken::of)
                .onFailure()
                .transform(failure -> refusal(failure, "oauth did not answer; look at the list before you try again"));
    }

    /** Clients registered with it are not affected. */
    @Mutation("revokeInitialAccessToken")
    @Description("Takes a token back; the clients that it registered stay")
    public @NonNull Uni<InitialAccessToken> revokeInitialAccessToken(@NonNull String id) {
        return Uni.createFrom()
                .deferred(() -> tokens.revoke(known(id)))
                .map(InitialAccessToken::of)
                .onFailure()
                .transform(failure -> refusal(failure, "oauth did not answer; take it back once more"));
    }

    private static PathSegment known(String id) {
        return PathSegment.of(id)
                .orElseThrow(() -> Problem.NOT_FOUND.because("no initial access token has such an id", "id"));
    }

    private static Throwable refusal(Throwable failure, String otherwise) {
        if (failure instanceof ProblemRefusal refusal) {
            return AdminRefusal.of(refusal);
        }
        LOG.warnf("oauth unavailable for initial access tokens cause=%s", failure.toString());
        return AdminRefusal.of(Problem.UNAVAILABLE, otherwise);
    }
}
