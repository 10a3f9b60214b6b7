package dev.albireo.oauth.token;

import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.ResourceIndicators;
import dev.albireo.oauth.key.OpaqueTokenGenerator;
import dev.albireo.oauth.param.Parameters;
import dev.albireo.oauth.partition.ExpiryWeek;
import dev.albireo.oauth.token.GrantStore.Derivation;
import dev.albireo.oauth.token.GrantStore.Refresh;
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
    private final TokenIssuer tokenIssuer;
    private final TokenConfig config;
    private final OpaqueTokenGenerator tokenGenerator;
    private final Clock clock;

    RefreshTokenGrant(
            GrantStore grants,
            GrantRefusals refusals,
            OpaqueAccessTokenStore opaqueTokens,
            RedeemGrant redeemGrant,
            TokenIssuer tokenIssuer,
            TokenConfig config,
            OpaqueTokenGenerator tokenGenerator,
            Clock clock) {
        this.grants = grants;
        this.refusals = refusals;
        this.opaqueTokens = opaqueTokens;
        this.redeemGrant = redeemGrant;
        this.tokenIssuer = tokenIssuer;
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

    /** A token that is in the partition of a week cannot outlive it, so it is replaced even if its client's tokens no longer are. */
    private Uni<TokenResponse> first(Refresh token, Use use) {
        boolean inWeek = !ExpiryWeek.of(use.request().token()).equals(ExpiryWeek.NONE);
        return inWeek || tokenIssuer.rotates(use.client()) ? rotated(token, use) : notRotated(token, use);
    }

    private Uni<TokenResponse> rotated(Refresh token, Use use) {
        var derivation = new Derivation(
                tokenGenerator.seed(), tokenIssuer.refreshTokenWeek(use.client(), token.grant(), use.now()));
        return redeem(
                token,
                use,
                Optional.of(derivation.successorOf(use.request().token())),
                tokens -> grants.redeemRefresh(use.request().token(), tokens, derivation.seed(), use.now()));
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
        return token.derivationWithin(config.refreshTokenOverlap(), use.now())
                .map(derivation -> repeated(
                        token, use, derivation.successorOf(use.request().token())))
                .orElseGet(() -> stolen(token, use));
    }

    private Uni<TokenResponse> repeated(Refresh token, Use use, OpaqueToken successor) {
        return grants.isUnused(successor)
                .chain(unused -> unused
                        ? redeem(
                                token,
                                use,
                                Optional.of(successor),
                                tokens -> opaqueTokens
                                        .add(token.grant().id(), tokens, use.now())
                                        .replaceWith(true))
                        : stolen(token, use));
    }

    private Uni<TokenResponse> stolen(Refresh token, Use use) {
        return refusals.detected("refresh token", token.grant(), use.client(), use.address());
    }

    /**
     * Issues tokens for a refresh token.
     *
     * @param successor the refresh token of the response; empty if the presented one remains valid
     */
    private Uni<TokenResponse> redeem(
            Refresh token, Use use, Optional<OpaqueToken> successor, Function<TokenSet, Uni<Boolean>> redeem) {
        var tokenScope = new TokenIssuer.TokenScope(
                check(token, use.client(), use.request().scope(), use.now()),
                ResourceIndicators.narrowed(
                        use.request().resources(), token.grant().resources()));
        return redeemGrant.redeem(
                new RedeemGrant.Redemption(
                        use.client(), token.grant(), tokenScope, Optional.empty(), use.address(), use.now()),
                successor,
                redeem,
                () -> find(use).chain(lost -> again(lost, use)));
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
