package dev.albireo.oauth.token;

import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.ResourceIndicators;
import dev.albireo.oauth.key.OpaqueTokenGenerator;
import dev.albireo.oauth.param.Parameters;
import dev.albireo.oauth.token.GrantStore.Refresh;
import dev.albireo.oauth.token.TokenConfig.RefreshRotation;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import dev.albireo.web.Form;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The grant {@code refresh_token} (RFC 6749 section 6): each token is redeemed once and yields its successor; a lost response can be
 * repeated.
 */
@Singleton
class RefreshTokenGrant {
    /** The {@code grant_type}. */
    static final String GRANT_TYPE = "refresh_token";

    private final GrantStore grants;
    private final GrantRefusals refusals;
    private final OpaqueAccessTokenStore opaqueTokens;
    private final RedeemGrant redeemGrant;
    private final TokenConfig config;
    private final OpaqueTokenGenerator tokenGenerator;
    private final Clock clock;

    RefreshTokenGrant(
            GrantStore grants,
            GrantRefusals refusals,
            OpaqueAccessTokenStore opaqueTokens,
            RedeemGrant redeemGrant,
            TokenConfig config,
            OpaqueTokenGenerator tokenGenerator,
            Clock clock) {
        this.grants = grants;
        this.refusals = refusals;
        this.opaqueTokens = opaqueTokens;
        this.redeemGrant = redeemGrant;
        this.config = config;
        this.tokenGenerator = tokenGenerator;
        this.clock = clock;
    }

    /** The parameters of the request; scope and resources may narrow the grant. */
    record RefreshTokenRequest(OpaqueToken token, Optional<List<String>> scope, List<String> resources) {
        static RefreshTokenRequest of(Form form) {
            OpaqueToken token = OpaqueToken.parse(OpaqueTokenType.REFRESH, form.required("refresh_token"))
                    .orElseThrow(() -> GrantRefusals.unusable("refresh token"));
            return new RefreshTokenRequest(
                    token, form.optional("scope").map(Parameters::values), ResourceIndicators.named(form));
        }
    }

    /** A request of an authenticated client, with its network address and time. */
    private record Use(Client client, RefreshTokenRequest request, String address, Instant now) {}

    Uni<TokenResponse> refresh(Client client, RefreshTokenRequest request, String address) {
        Use use = new Use(client, request, address, clock.instant());
        return find(use).chain(token -> token.use().isPresent() ? again(token, use) : first(token, use));
    }

    private Uni<Refresh> find(Use use) {
        return grants.refresh(use.request().token())
                .map(found -> found.filter(token ->
                                token.grant().clientId().equals(use.client().id()))
                        .orElseThrow(() -> GrantRefusals.unusable("refresh token")));
    }

    private Uni<TokenResponse> first(Refresh token, Use use) {
        return rotates(use.client()) ? rotated(token, use) : notRotated(token, use);
    }

    private Uni<TokenResponse> rotated(Refresh token, Use use) {
        String seed = tokenGenerator.seed();
        return redeem(
                token,
                use,
                Optional.of(seed),
                tokens -> grants.redeemRefresh(use.request().token(), tokens, seed, use.now()));
    }

    private Uni<TokenResponse> notRotated(Refresh token, Use use) {
        return redeem(
                token,
                use,
                Optional.empty(),
                tokens -> grants.reuseRefresh(use.request().token(), tokens, use.now()));
    }

    /**
     * Handles a token that was already used. Shortly after the use, the response may have been lost, or the client sent concurrent
     * requests: the request yields the same successor, which is unique, as long as the successor is unused. Otherwise the token is
     * considered stolen.
     */
    private Uni<TokenResponse> again(Refresh token, Use use) {
        return token.seedWithin(config.refreshTokenOverlap(), use.now())
                .map(seed -> redeem(
                        token,
                        use,
                        Optional.of(seed),
                        tokens -> opaqueTokens
                                .add(token.grant().id(), tokens, use.now())
                                .replaceWith(true)))
                .orElseGet(() -> refusals.detected("refresh token", token.grant(), use.client(), use.address()));
    }

    /**
     * Issues tokens for a refresh token.
     *
     * @param seed the seed of the successor; empty if the token remains valid
     */
    private Uni<TokenResponse> redeem(
            Refresh token, Use use, Optional<String> seed, Function<TokenSet, Uni<Boolean>> redeem) {
        var tokenScope = new TokenIssuer.TokenScope(
                check(token, use.client(), use.request().scope(), use.now()),
                ResourceIndicators.narrowed(
                        use.request().resources(), token.grant().resources()));
        return redeemGrant.redeem(
                new RedeemGrant.Redemption(
                        use.client(), token.grant(), tokenScope, Optional.empty(), use.address(), use.now()),
                seed.map(use.request().token()::successor),
                redeem,
                () -> find(use).chain(lost -> again(lost, use)));
    }

    private boolean rotates(Client client) {
        return config.refreshTokenRotation() == RefreshRotation.EVERY_CLIENT || client.mayOmitSecret();
    }

    /** Returns the granted scopes: those of the grant, or fewer (RFC 6749 section 6). */
    static List<String> check(Refresh token, Client client, Optional<List<String>> tokenScope, Instant now) {
        token.grant().requireAlive(now);
        if (!client.mayUse(GRANT_TYPE) || !now.isBefore(token.expiresAt())) {
            throw GrantRefusals.unusable("refresh token");
        }
        List<String> scopes =
                tokenScope.filter(list -> !list.isEmpty()).orElse(token.grant().scopes());
        if (!token.grant().scopes().containsAll(scopes)) {
            throw OAuthError.INVALID_SCOPE.because("scope exceeds the granted scope");
        }
        return scopes;
    }
}
