package dev.albireo.oauth.token;

import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.metadata.ResponseType;
import dev.albireo.oauth.policy.SecondFactorPolicies;
import dev.albireo.policy.NetworkContext;
import dev.albireo.policy.SecondFactorPolicy;
import dev.albireo.protocol.OpaqueToken;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Issues the tokens of the front channel (OpenID Connect Core sections 3.2.2.5 and 3.3.2.5) for a new grant: decided, signed and revoked as
 * those of every other grant.
 */
@ApplicationScoped
public class FrontChannelTokens {
    private final GrantStore grants;
    private final OpaqueAccessTokenStore opaqueTokens;
    private final TokenIssuer tokenIssuer;
    private final SecondFactorPolicies policies;
    private final TokenMeters meters;
    private final Clock clock;

    FrontChannelTokens(
            GrantStore grants,
            OpaqueAccessTokenStore opaqueTokens,
            TokenIssuer tokenIssuer,
            SecondFactorPolicies policies,
            TokenMeters meters,
            Clock clock) {
        this.grants = grants;
        this.opaqueTokens = opaqueTokens;
        this.tokenIssuer = tokenIssuer;
        this.policies = policies;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * The request, and the other values of the response.
     *
     * @param state as the client sent it
     */
    public record FrontChannelRequest(
            UUID grant,
            ResponseType type,
            Optional<String> nonce,
            Optional<OpaqueToken> code,
            Optional<String> state) {}

    /** Returns the token parameters of the response; {@code invalid_grant} if the grant has ended or is too weak. */
    public Uni<Map<String, String>> tokens(Client client, FrontChannelRequest request) {
        Instant now = clock.instant();
        return grants.grant(request.grant())
                .map(found -> found.orElseThrow(() -> GrantRefusals.unusable("code")))
                .call(grant -> policies.current().invoke(policy -> requireIssuable(policy, grant, client, now)))
                .chain(grant -> tokens(
                        new TokenIssuer.TokenSpecification(
                                client,
                                grant,
                                request.nonce(),
                                tokenIssuer.prepare(client, grant, grant.scope(List.of()), Optional.empty(), now),
                                now),
                        request))
                .invoke(tokens -> meters.issued(TokenMeters.FRONT_CHANNEL));
    }

    private Uni<Map<String, String>> tokens(TokenIssuer.TokenSpecification specification, FrontChannelRequest request) {
        Uni<Void> stored = request.type().hasToken()
                ? opaqueTokens.add(specification.grant().id(), specification.tokens(), specification.now())
                : Uni.createFrom().voidItem();
        return stored.chain(() -> tokenIssuer.frontChannel(specification, request));
    }

    private static void requireIssuable(SecondFactorPolicy policy, Grant grant, Client client, Instant now) {
        grant.requireAlive(now);
        if (!grant.clientId().equals(client.id())
                || !grant.decide(policy, client, NetworkContext.UNKNOWN, grant.scope(List.of()))
                        .permits()) {
            throw GrantRefusals.unusable("code");
        }
    }

    /** Returns the values that the ID token contains hashes of, by the names of the claims. */
    static Map<String, String> hashedValues(FrontChannelRequest request, Optional<String> accessToken) {
        Map<String, String> values = new LinkedHashMap<>();
        accessToken.ifPresent(token -> values.put("at_hash", token));
        request.code().ifPresent(code -> values.put("c_hash", code.value()));
        request.state().ifPresent(state -> values.put("s_hash", state));
        return values;
    }

    /** Returns the parameters, in the order of their names in the specification. */
    static Map<String, String> parameters(
            Optional<String> accessToken, Optional<String> idToken, long seconds, List<String> scopes) {
        Map<String, String> parameters = new LinkedHashMap<>();
        accessToken.ifPresent(token -> {
            parameters.put("access_token", token);
            parameters.put("token_type", TokenResponse.BEARER);
            parameters.put("expires_in", Long.toString(seconds));
            parameters.put("scope", String.join(" ", scopes));
        });
        idToken.ifPresent(token -> parameters.put("id_token", token));
        return parameters;
    }
}
