package dev.albireo.oauth.token;

import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.ResourceIndicators;
import dev.albireo.oauth.key.OpaqueTokenGenerator;
import dev.albireo.oauth.param.Parameters;
import dev.albireo.oauth.token.GrantStore.Refresh;
import dev.albireo.oauth.token.TokenConfig.RefreshRotation;
import dev.albireo.policy.SecondFactorPolicy;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import dev.albireo.web.Form;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The grant {@code refresh_token} (RFC 6749 section 6): each token is redeemed once and yields its successor; a lost response can be
 * repeated.
 */
@ApplicationScoped
class RefreshTokenGrant {
    /** The {@code grant_type}. */
    static final String GRANT_TYPE = "refresh_token";

    private final GrantStore grants;
    private final GrantRefusals refusals;
    private final TokenIssuer tokenIssuer;
    private final TokenConfig config;
    private final OpaqueTokenGenerator opaques;
    private final SecondFactorPolicy policy;
    private final Clock clock;

    RefreshTokenGrant(
            GrantStore grants,
            GrantRefusals refusals,
            TokenIssuer tokenIssuer,
            TokenConfig config,
            OpaqueTokenGenerator opaques,
            SecondFactorPolicy policy,
            Clock clock) {
        this.grants = grants;
        this.refusals = refusals;
        this.tokenIssuer = tokenIssuer;
        this.config = config;
        this.opaques = opaques;
        this.policy = policy;
        this.clock = clock;
    }

    /** The parameters of the request; scope and resources may narrow the grant. */
    record RefreshTokenRequest(OpaqueToken token, Optional<List<String>> scope, List<String> resources) {
        static RefreshTokenRequest of(Form form) {
            OpaqueToken token = OpaqueToken.parse(OpaqueTokenType.REFRESH, form.required("refresh_token"))
                    .orElseThrow(() -> GrantRefusals.unusable("refresh token"));
            return new RefreshTokenRequest(
                    token, form.optional("scope").map(Parameters::words), ResourceIndicators.named(form));
        }
    }

    /** A request of an authenticated client, with its network address and time. */
    private record Use(Client client, RefreshTokenRequest request, String address, Instant now) {}

    Uni<TokenResponse> refresh(Client client, RefreshTokenRequest request, String address) {
        Use use = new Use(client, request, address, clock.instant());
        return find(use).chain(token -> token.spent().isPresent() ? again(token, use) : first(token, use));
    }

    private Uni<Refresh> find(Use use) {
        return grants.refresh(use.request().token())
                .map(found -> found.filter(token ->
                                token.grant().clientId().equals(use.client().id()))
                        .orElseThrow(() -> GrantRefusals.unusable("refresh token")));
    }

    private Uni<TokenResponse> first(Refresh token, Use use) {
        return judged(
                token, use, scopes -> rotates(use.client()) ? rotated(token, use, scopes) : kept(token, use, scopes));
    }

    private Uni<TokenResponse> rotated(Refresh token, Use use, List<String> scopes) {
        String seed = opaques.seed();
        TokenSet tokens =
                prepare(token, use, scopes, Optional.of(use.request().token().successor(seed)));
        return grants.spendRefresh(use.request().token(), tokens, seed, use.now())
                .chain(first -> first ? issue(token, use, tokens) : find(use).chain(lost -> again(lost, use)));
    }

    private Uni<TokenResponse> kept(Refresh token, Use use, List<String> scopes) {
        TokenSet tokens = prepare(token, use, scopes, Optional.empty());
        return grants.keepRefresh(use.request().token(), tokens, use.now())
                .chain(kept -> kept ? issue(token, use, tokens) : find(use).chain(lost -> again(lost, use)));
    }

    /**
     * Handles a token that was already used. Shortly after the use, the response may have been lost, or the client sent concurrent
     * requests: the request yields the same successor, which is unique, as long as the successor is unused. Otherwise the token is
     * considered stolen.
     */
    private Uni<TokenResponse> again(Refresh token, Use use) {
        return token.seedWithin(config.refreshTokenOverlap(), use.now())
                .map(seed -> judged(token, use, scopes -> repeated(token, use, scopes, seed)))
                .orElseGet(() -> refusals.detected("refresh token", token.grant(), use.client(), use.address()));
    }

    private Uni<TokenResponse> repeated(Refresh token, Use use, List<String> scopes, String seed) {
        TokenSet tokens =
                prepare(token, use, scopes, Optional.of(use.request().token().successor(seed)));
        return grants.open(token.grant().id(), tokens, use.now()).chain(() -> issue(token, use, tokens));
    }

    private Uni<TokenResponse> judged(Refresh token, Use use, Function<List<String>, Uni<TokenResponse>> granted) {
        List<String> scopes = check(token, use.client(), use.request().scope(), use.now());
        return token.grant().isStrongEnough(policy, use.client(), scopes)
                ? granted.apply(scopes)
                : refusals.tooWeak(token.grant(), use.client(), scopes, use.address());
    }

    private TokenSet prepare(Refresh token, Use use, List<String> scopes, Optional<OpaqueToken> refresh) {
        var tokenScope = new TokenIssuer.TokenScope(
                scopes,
                ResourceIndicators.narrowed(
                        use.request().resources(), token.grant().resources()));
        return tokenIssuer.prepare(use.client(), token.grant(), tokenScope, refresh, use.now());
    }

    private Uni<TokenResponse> issue(Refresh token, Use use, TokenSet tokens) {
        return tokenIssuer.issue(
                new TokenIssuer.TokenSpecification(use.client(), token.grant(), Optional.empty(), tokens, use.now()));
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
