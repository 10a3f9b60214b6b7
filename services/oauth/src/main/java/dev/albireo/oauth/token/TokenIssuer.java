package dev.albireo.oauth.token;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.SubjectIdentifiers;
import dev.albireo.oauth.client.authentication.ServiceTokens;
import dev.albireo.oauth.client.metadata.Scopes;
import dev.albireo.oauth.client.metadata.TokenFormat;
import dev.albireo.oauth.key.KeyRing;
import dev.albireo.oauth.key.OfferedAlgorithms;
import dev.albireo.oauth.key.OpaqueTokenGenerator;
import dev.albireo.oauth.key.SigningAlgorithm;
import dev.albireo.oauth.key.SigningKeys;
import dev.albireo.oauth.partition.ExpiryWeek;
import dev.albireo.oauth.token.TokenConfig.RefreshRotation;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import dev.albireo.web.IdGenerator;
import dev.albireo.web.WebConfig;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Issues the tokens of a grant, or of a client for itself, after the decision. */
@Singleton
class TokenIssuer {
    /** The path of the transmitter of events, with which its identifier as a resource ends (RFC 9728 section 1.2). */
    private static final String SHARED_SIGNALS = "/ssf";

    private final SigningKeys keys;
    private final TokenConfig config;
    private final String issuer;
    private final SubjectIdentifiers subjects;
    private final OpaqueTokenGenerator tokenGenerator;
    private final IdGenerator ids;

    TokenIssuer(
            SigningKeys keys,
            TokenConfig config,
            WebConfig web,
            SubjectIdentifiers subjects,
            OpaqueTokenGenerator tokenGenerator,
            IdGenerator ids) {
        this.keys = keys;
        this.config = config;
        this.issuer = web.issuerText();
        this.subjects = subjects;
        this.tokenGenerator = tokenGenerator;
        this.ids = ids;
    }

    /** Rejects contradictory settings at start-up. */
    void start(@Observes StartupEvent started, OfferedAlgorithms offered) {
        if (!offered.contains(config.accessTokenAlg())) {
            throw new IllegalArgumentException(
                    "albireo.tokens.access-token-alg must be one of albireo.keys.algorithms: "
                            + String.join(", ", offered.names()));
        }
        Duration overlap = config.refreshTokenOverlap();
        if (overlap.isNegative() || overlap.compareTo(TokenConfig.MAX_OVERLAP) > 0) {
            throw new IllegalArgumentException(
                    "albireo.tokens.refresh-token-overlap must be from PT0S to " + TokenConfig.MAX_OVERLAP);
        }
    }

    /** The input for the tokens of a grant. */
    record TokenSpecification(Client client, Grant grant, Optional<String> nonce, TokenSet tokens, Instant now) {}

    /** The scopes and audience of the access token; an empty audience means that of the client. */
    record TokenScope(List<String> scopes, List<String> audience) {}

    OpaqueToken newRefreshToken(Client client, Grant grant, Instant now) {
        return refreshTokenWeek(client, grant, now).in(tokenGenerator.next(OpaqueTokenType.REFRESH));
    }

    /** Returns the week in which a refresh token expires that is issued now; none for one that remains valid when it is used. */
    ExpiryWeek refreshTokenWeek(Client client, Grant grant, Instant now) {
        return rotates(client)
                ? ExpiryWeek.of(grant.refreshUntil(client, config.refreshTokenIdle(), now), now)
                : ExpiryWeek.NONE;
    }

    /** Returns whether a refresh token of this client is replaced at each use. */
    boolean rotates(Client client) {
        return config.refreshTokenRotation() == RefreshRotation.EVERY_CLIENT || client.mayOmitSecret();
    }

    /** Returns the tokens to be issued, before anything is redeemed for them. */
    TokenSet prepare(Client client, Grant grant, TokenScope tokenScope, Optional<OpaqueToken> refresh, Instant now) {
        return new TokenSet(
                tokenScope.scopes(),
                tokenScope.audience(),
                refresh,
                grant.refreshUntil(client, config.refreshTokenIdle(), now),
                client.metadata().tokens().access().format() == TokenFormat.OPAQUE
                        ? Optional.of(tokenGenerator.next(OpaqueTokenType.ACCESS))
                        : Optional.empty(),
                now.plus(lifetime(client)));
    }

    Uni<TokenResponse> issue(TokenSpecification specification) {
        return keys.ring().chain(ring -> tokens(specification, ring));
    }

    /** Returns a JWT that the client has for itself: {@code sub} is the client (RFC 9068 section 2.2), and there is no user. */
    Uni<TokenResponse> forClient(Client client, TokenScope tokenScope, Instant now) {
        List<String> scopes = tokenScope.scopes();
        boolean ofReceiver = scopes.stream().anyMatch(Scopes::isOfSharedSignals);
        Duration lifetime = ofReceiver ? ofReceiver(client) : lifetime(client);
        List<String> audience = ofReceiver ? List.of(issuer + SHARED_SIGNALS) : audience(client, tokenScope.audience());
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(client.id())
                .audience(audience.isEmpty() ? List.of(issuer) : audience)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lifetime)))
                .jwtID(ids.next().toString())
                .claim("client_id", client.id())
                .claim("scope", String.join(" ", scopes))
                .build();
        return keys.ring()
                .chain(ring -> ring.sign(config.accessTokenAlg(), "at+jwt", claims))
                .map(token -> response(lifetime, token, scopes));
    }

    /** The transmitter of events cannot see that a token was revoked, so that a longer lifetime of the client does not apply. */
    private Duration ofReceiver(Client client) {
        Duration lifetime = lifetime(client);
        return lifetime.compareTo(ServiceTokens.LIFETIME) > 0 ? ServiceTokens.LIFETIME : lifetime;
    }

    /** Returns the token parameters of a front-channel response. */
    Uni<Map<String, String>> frontChannel(
            TokenSpecification specification, FrontChannelTokens.FrontChannelRequest request) {
        return keys.ring().chain(ring -> frontChannel(specification, request, ring));
    }

    private Uni<Map<String, String>> frontChannel(
            TokenSpecification specification, FrontChannelTokens.FrontChannelRequest request, KeyRing ring) {
        TokenClaims claims = claims(specification, List.of());
        Uni<Optional<String>> accessToken = request.type().hasToken()
                ? accessToken(specification, claims, ring).map(Optional::of)
                : Uni.createFrom().item(Optional.empty());
        return accessToken.chain(token -> frontChannelIdToken(specification, request, claims, token, ring)
                .map(idToken -> FrontChannelTokens.parameters(
                        token,
                        idToken,
                        lifetime(specification.client()).toSeconds(),
                        specification.tokens().scopes())));
    }

    private Uni<Optional<String>> frontChannelIdToken(
            TokenSpecification specification,
            FrontChannelTokens.FrontChannelRequest request,
            TokenClaims claims,
            Optional<String> accessToken,
            KeyRing ring) {
        if (!request.type().hasIdToken()) {
            return Uni.createFrom().item(Optional.empty());
        }
        SigningAlgorithm algorithm =
                specification.client().metadata().responses().idToken();
        Map<String, String> values = FrontChannelTokens.hashedValues(request, accessToken);
        return ring.sign(
                        algorithm,
                        "JWT",
                        claims.idToken(values, specification.nonce(), config.idTokenLifetime(), algorithm))
                .map(Optional::of);
    }

    /** Returns the response with an access token alone. */
    TokenResponse response(Client client, String accessToken, List<String> scopes) {
        return response(lifetime(client), accessToken, scopes);
    }

    private static TokenResponse response(Duration lifetime, String accessToken, List<String> scopes) {
        return new TokenResponse(
                accessToken,
                TokenResponse.BEARER,
                lifetime.toSeconds(),
                String.join(" ", scopes),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private Uni<TokenResponse> tokens(TokenSpecification specification, KeyRing ring) {
        List<String> scopes = specification.tokens().scopes();
        boolean withClaims = specification.client().metadata().responses().claimsInIdToken();
        TokenClaims claims = claims(specification, withClaims ? scopes : List.of());
        return accessToken(specification, claims, ring)
                .chain(accessToken -> idToken(specification, claims, accessToken, ring)
                        .map(idToken -> response(specification, accessToken, idToken)));
    }

    private Uni<Optional<String>> idToken(
            TokenSpecification specification, TokenClaims claims, String accessToken, KeyRing ring) {
        if (!specification.tokens().scopes().contains(Scopes.OPENID)) {
            return Uni.createFrom().item(Optional.empty());
        }
        SigningAlgorithm algorithm =
                specification.client().metadata().responses().idToken();
        return ring.sign(
                        algorithm,
                        "JWT",
                        claims.idToken(accessToken, specification.nonce(), config.idTokenLifetime(), algorithm))
                .map(Optional::of);
    }

    private TokenResponse response(TokenSpecification specification, String accessToken, Optional<String> idToken) {
        List<String> scopes = specification.tokens().scopes();
        return new TokenResponse(
                accessToken,
                TokenResponse.BEARER,
                lifetime(specification.client()).toSeconds(),
                String.join(" ", scopes),
                specification.tokens().refresh().map(OpaqueToken::value),
                idToken,
                specification
                        .grant()
                        .user()
                        .filter(user -> specification.client().receivesUserResource())
                        .map(user -> user.profile().toResource(subject(specification), scopes)));
    }

    /** An ID token in a URL contains no claims of scopes (OpenID Connect Core sections 3.3.3.6 and 5.4). */
    private TokenClaims claims(TokenSpecification specification, List<String> claimScopes) {
        Grant grant = specification.grant();
        return new TokenClaims(
                issuer, subject(specification), grant, grant.claimsForIdToken(claimScopes), specification.now());
    }

    private String subject(TokenSpecification specification) {
        return subjects.of(specification.client(), specification.grant().subject());
    }

    private Uni<String> accessToken(TokenSpecification specification, TokenClaims claims, KeyRing ring) {
        Client client = specification.client();
        List<String> audience = audience(client, specification.tokens().audience());
        return specification
                .tokens()
                .access()
                .map(token -> Uni.createFrom().item(token.value()))
                .orElseGet(() -> ring.sign(
                        config.accessTokenAlg(),
                        "at+jwt",
                        claims.accessToken(specification.tokens().scopes(), audience, lifetime(client), ids.next())));
    }

    private static List<String> audience(Client client, List<String> asked) {
        return asked.isEmpty() ? client.metadata().tokens().access().audience() : asked;
    }

    /** Returns the lifetime of access tokens of this client. */
    Duration lifetime(Client client) {
        return client.metadata().tokens().access().lifetime().orElse(config.accessTokenLifetime());
    }
}
