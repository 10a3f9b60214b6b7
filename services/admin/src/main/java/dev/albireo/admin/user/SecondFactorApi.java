package dev.albireo.admin.user;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** The second-factor decision in GraphQL: what would be required of a user, and why. */
@GraphQLApi
public class SecondFactorApi {
    private final OauthSecondFactorClient oauth;
    private final CredentialsAccessClient credentials;
    private final NamedUsers users;

    SecondFactorApi(
            @RestClient OauthSecondFactorClient oauth,
            @RestClient CredentialsAccessClient credentials,
            NamedUsers users) {
        this.oauth = oauth;
        this.credentials = credentials;
        this.users = users;
    }

    /** Evaluates the policy for a request that the user could make now; nothing is changed or recorded. */
    @Query("explain2fa")
    @Description(
            "Whether a request of a user would require a second factor, by which rules, and what the user would meet")
    public @NonNull Uni<ExplainedSecondFactor> explain2fa(
            @NonNull String username,
            @Nullable @Description("the client that asks; without it, a sign-in to the account page") String clientId,
            @Nullable @Description("scopes of the request, separated by spaces") String scope,
            @Nullable @Description("max_age in seconds; by default the client's default_max_age") Integer maxAge,
            @Nullable @Description("by default the client's default_acr_values") List<String> acrValues,
            @Nullable @Description("resources of the request (RFC 8707)") List<String> resources,
            @Nullable @Description("the IP address of the user; without it, rules about networks do not apply")
                    String address,
            @Nullable
                    @Description(
                            "the time of the request, such as 2027-01-01T00:00:00Z, by default now; of the policy as it is declared now")
                    String at) {
        return users.read(
                username,
                subject -> oauth.explain(
                                subject,
                                clientId,
                                scope,
                                maxAge,
                                acrValues == null ? null : String.join(" ", acrValues),
                                resources,
                                address,
                                at)
                        .chain(decision -> credentials
                                .factors(subject)
                                .map(factors -> ExplainedSecondFactor.of(decision, factors.items()))));
    }
}
