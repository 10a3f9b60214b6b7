package dev.albireo.oauth.token;

import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.policy.PolicyMeters;
import dev.albireo.oauth.policy.SecondFactorPolicies;
import dev.albireo.policy.NetworkContext;
import dev.albireo.policy.SecondFactorPolicy;
import dev.albireo.policy.SecondFactorPolicy.Decision;
import dev.albireo.protocol.OpaqueToken;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The way of every code, device code and refresh token to its tokens: the second-factor decision, one statement that redeems it and
 * stores the tokens, and the response. Nothing is redeemed for a rejected request.
 */
@Singleton
class RedeemGrant {
    private final TokenIssuer tokenIssuer;
    private final GrantRefusals refusals;
    private final SecondFactorPolicies policies;
    private final PolicyMeters meters;

    RedeemGrant(TokenIssuer tokenIssuer, GrantRefusals refusals, SecondFactorPolicies policies, PolicyMeters meters) {
        this.tokenIssuer = tokenIssuer;
        this.refusals = refusals;
        this.policies = policies;
        this.meters = meters;
    }

    /**
     * A checked request for the tokens of a grant.
     *
     * @param address the network address of the client
     */
    record Redemption(
            Client client,
            Grant grant,
            TokenIssuer.TokenScope scope,
            Optional<String> nonce,
            String address,
            Instant now) {
        /** A public client runs on the user's device; the address of any other says nothing about the user. */
        private NetworkContext network() {
            return client.isPublic() ? NetworkContext.of(address) : NetworkContext.UNKNOWN;
        }
    }

    /** Redeems a code, with a refresh token where the grant and the client provide one. A code that is already redeemed ends the grant. */
    Uni<TokenResponse> redeemCode(String kind, Redemption redemption, Function<TokenSet, Uni<Boolean>> redeem) {
        Client client = redemption.client();
        boolean refreshes = (redemption.grant().offline()
                        || client.metadata().tokens().refresh().always())
                && client.mayUse(RefreshTokenGrant.GRANT_TYPE);
        return redeem(
                redemption,
                refreshes
                        ? Optional.of(tokenIssuer.newRefreshToken(client, redemption.grant(), redemption.now()))
                        : Optional.empty(),
                redeem,
                () -> refusals.detected(kind, redemption.grant(), client, redemption.address()));
    }

    /**
     * Redeems what the client presented.
     *
     * @param refresh the refresh token of the response, if any
     * @param redeem redeems it and stores the tokens; false if a concurrent request was first
     * @param redeemedBefore the response in that case
     */
    Uni<TokenResponse> redeem(
            Redemption redemption,
            Optional<OpaqueToken> refresh,
            Function<TokenSet, Uni<Boolean>> redeem,
            Supplier<Uni<TokenResponse>> redeemedBefore) {
        return policies.current().chain(policy -> redeem(redemption, refresh, redeem, redeemedBefore, policy));
    }

    private Uni<TokenResponse> redeem(
            Redemption redemption,
            Optional<OpaqueToken> refresh,
            Function<TokenSet, Uni<Boolean>> redeem,
            Supplier<Uni<TokenResponse>> redeemedBefore,
            SecondFactorPolicy policy) {
        Grant grant = redemption.grant();
        Client client = redemption.client();
        meters.fired(policy.document().fired(grant.context(client, redemption.network(), redemption.scope())));
        Decision decision = grant.decide(policy, client, redemption.network(), redemption.scope());
        if (!decision.permits()) {
            return refusals.refused(decision, grant, client, redemption.scope().scopes(), redemption.address());
        }
        TokenSet tokens = tokenIssuer.prepare(client, grant, redemption.scope(), refresh, redemption.now());
        return redeem.apply(tokens)
                .chain(first -> first
                        ? tokenIssuer.issue(new TokenIssuer.TokenSpecification(
                                client, grant, redemption.nonce(), tokens, redemption.now()))
                        : redeemedBefore.get());
    }
}
