package dev.albireo.oauth.token;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.Client.TokenFormat;
import dev.albireo.oauth.client.Scopes;
import dev.albireo.oauth.client.Subjects;
import dev.albireo.oauth.key.KeyRing;
import dev.albireo.oauth.key.OfferedAlgorithms;
import dev.albireo.oauth.key.Opaques;
import dev.albireo.oauth.key.SigningAlgorithm;
import dev.albireo.oauth.key.SigningKeys;
import dev.albireo.protocol.Opaque;
import dev.albireo.protocol.Opaque.Kind;
import dev.albireo.web.Ids;
import dev.albireo.web.WebConfig;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Issues the tokens of a grant, or of a client for itself, after the decision. */
@ApplicationScoped
class Mint {
    private final SigningKeys keys;
    private final TokenConfig config;
    private final String issuer;
    private final Subjects subjects;
    private final Opaques opaques;
    private final Ids ids;

    Mint(SigningKeys keys, TokenConfig config, WebConfig web, Subjects subjects, Opaques opaques, Ids ids) {
        this.keys = keys;
        this.config = config;
        this.issuer = web.issuerText();
        this.subjects = subjects;
        this.opaques = opaques;
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
        if (overlap.isNegative() || overlap.compareTo(TokenConfig.LONGEST_OVERLAP) > 0) {
            throw new IllegalArgumentException(
                    "albireo.tokens.refresh-token-overlap must be from PT0S to " + TokenConfig.LONGEST_OVERLAP);
        }
    }

    /** The input for the tokens of a grant. */
    record Order(Client client, Grant grant, Optional<String> nonce, Yield tokens, Instant now) {}

    /** The scopes and audience of the access token; an empty audience means that of the client. */
    record Wanted(List<String> scopes, List<String> audience) {}

    /** Returns the tokens to be issued, before anything is redeemed for them. */
    Yield prepare(Client client, Grant grant, Wanted wanted, boolean refresh, Instant now) {
        return prepare(
                client, grant, wanted, refresh ? Optional.of(opaques.next(Kind.REFRESH)) : Optional.empty(), now);
    }

    /** As above, with this refresh token. */
    Yield prepare(Client client, Grant grant, Wanted wanted, Optional<Opaque> refresh, Instant now) {
        return new Yield(
                wanted.scopes(),
                wanted.audience(),
                refresh,
                grant.refreshUntil(client, config.refreshTokenIdle(), now),
                client.tokenFormat() == TokenFormat.OPAQUE ? Optional.of(opaques.next(Kind.ACCESS)) : Optional.empty(),
                now.plus(lifetime(client)));
    }

    Uni<TokenResponse> mint(Order order) {
        return keys.ring().map(ring -> tokens(order, ring));
    }

    /** Returns a JWT that the client has for itself: {@code sub} is the client (RFC 9068 section 2.2), and there is no user. */
    Uni<TokenResponse> forClient(Client client, Wanted wanted, Instant now) {
        List<String> scopes = wanted.scopes();
        List<String> audience = audience(client, wanted.audience());
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(client.id())
                .audience(audience.isEmpty() ? List.of(issuer) : audience)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lifetime(client))))
                .jwtID(ids.next().toString())
                .claim("client_id", client.id())
                .claim("scope", String.join(" ", scopes))
                .build();
        return keys.ring().map(ring -> response(client, ring.sign(config.accessTokenAlg(), "at+jwt", claims), scopes));
    }

    /** Returns the token parameters of a front-channel response. */
    Uni<Map<String, String>> frontChannel(Order order, FrontChannel.Answered answered) {
        return keys.ring().map(ring -> frontChannel(order, answered, ring));
    }

    private Map<String, String> frontChannel(Order order, FrontChannel.Answered answered, KeyRing ring) {
        Claims claims = claims(order);
        Optional<String> accessToken =
                answered.type().hasToken() ? Optional.of(accessToken(order, claims, ring)) : Optional.empty();
        SigningAlgorithm algorithm = order.client().responses().idToken();
        Map<String, String> beside = FrontChannel.beside(answered, accessToken);
        Optional<String> idToken = answered.type().hasIdToken()
                ? Optional.of(ring.sign(
                        algorithm, "JWT", claims.idToken(beside, order.nonce(), config.idTokenLifetime(), algorithm)))
                : Optional.empty();
        return FrontChannel.parameters(
                accessToken,
                idToken,
                lifetime(order.client()).toSeconds(),
                order.tokens().scopes());
    }

    /** Returns the response with an access token alone. */
    TokenResponse response(Client client, String accessToken, List<String> scopes) {
        return new TokenResponse(
                accessToken,
                TokenResponse.BEARER,
                lifetime(client).toSeconds(),
                String.join(" ", scopes),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private TokenResponse tokens(Order order, KeyRing ring) {
        List<String> scopes = order.tokens().scopes();
        Claims claims = claims(order);
        String accessToken = accessToken(order, claims, ring);
        SigningAlgorithm algorithm = order.client().responses().idToken();
        Optional<String> idToken = scopes.contains(Scopes.OPENID)
                ? Optional.of(ring.sign(
                        algorithm,
                        "JWT",
                        claims.idToken(accessToken, order.nonce(), config.idTokenLifetime(), algorithm)))
                : Optional.empty();
        return new TokenResponse(
                accessToken,
                TokenResponse.BEARER,
                lifetime(order.client()).toSeconds(),
                String.join(" ", scopes),
                order.tokens().refresh().map(Opaque::value),
                idToken,
                order.grant()
                        .person()
                        .filter(person -> order.client().receivesUserResource())
                        .map(person -> person.toResource(subject(order), scopes)));
    }

    private Claims claims(Order order) {
        return new Claims(issuer, subject(order), order.grant(), order.now());
    }

    private String subject(Order order) {
        return subjects.of(order.client(), order.grant().subject());
    }

    private String accessToken(Order order, Claims claims, KeyRing ring) {
        Client client = order.client();
        List<String> audience = audience(client, order.tokens().audience());
        return order.tokens()
                .access()
                .map(Opaque::value)
                .orElseGet(() -> ring.sign(
                        config.accessTokenAlg(),
                        "at+jwt",
                        claims.accessToken(order.tokens().scopes(), audience, lifetime(client), ids.next())));
    }

    private static List<String> audience(Client client, List<String> asked) {
        return asked.isEmpty() ? client.audience() : asked;
    }

    /** Returns the lifetime of access tokens of this client. */
    Duration lifetime(Client client) {
        return client.accessTokenLifetime().orElse(config.accessTokenLifetime());
    }
}
