package dev.albireo.oauth.userinfo;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.albireo.oauth.access.AccessTokens;
import dev.albireo.oauth.access.UserAccessToken;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.Clients;
import dev.albireo.oauth.client.SubjectIdentifiers;
import dev.albireo.oauth.client.metadata.Scopes;
import dev.albireo.oauth.key.SigningKeys;
import dev.albireo.oauth.userinfo.UserinfoStore.UserinfoRow;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OAuthRefusal;
import dev.albireo.web.WebConfig;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Returns the claims for an access token. Looks up the token's grant, so that its end takes effect at once. */
@Singleton
class Userinfo {
    private final AccessTokens tokens;
    private final UserinfoStore store;
    private final Clients clients;
    private final SubjectIdentifiers subjects;
    private final SigningKeys keys;
    private final String issuer;
    private final Clock clock;

    Userinfo(
            AccessTokens tokens,
            UserinfoStore store,
            Clients clients,
            SubjectIdentifiers subjects,
            SigningKeys keys,
            WebConfig web,
            Clock clock) {
        this.tokens = tokens;
        this.store = store;
        this.clients = clients;
        this.subjects = subjects;
        this.keys = keys;
        this.issuer = web.issuerText();
        this.clock = clock;
    }

    /**
     * The response.
     *
     * @param jwt the signed claims, for a client that registered for them
     */
    record UserinfoClaims(Map<String, Object> claims, Optional<String> jwt) {}

    Uni<UserinfoClaims> claims(String token) {
        return tokens.read(token)
                .map(found -> found.orElseThrow(Userinfo::over))
                .chain(access -> clients.find(access.client())
                        .map(found -> found.orElseThrow(Userinfo::over))
                        .invoke(client -> mustBeAllowed(access, client))
                        .chain(client -> store.find(access.grant(), clock.instant())
                                .map(found -> claims(found.orElseThrow(Userinfo::over), access, client))
                                .chain(claims -> signed(claims, client))));
    }

    /** A client that receives the resource {@code User} gets it here too, and needs no {@code openid}. */
    private Map<String, Object> claims(UserinfoRow known, UserAccessToken access, Client client) {
        Map<String, Object> claims = new LinkedHashMap<>();
        String subject = subjects.of(client, known.subject().subject());
        if (client.receivesUserResource()) {
            claims.putAll(known.subject().profile().toResource(subject, access.scopes()));
        }
        claims.putAll(known.subject().claimsFor(Set.copyOf(access.scopes()), known.requestedClaims()));
        claims.put("sub", subject);
        return claims;
    }

    private Uni<UserinfoClaims> signed(Map<String, Object> claims, Client client) {
        return client.metadata()
                .responses()
                .userinfo()
                .map(algorithm -> keys.ring()
                        .chain(ring -> ring.sign(algorithm, "JWT", jwtClaims(claims, client)))
                        .map(jwt -> new UserinfoClaims(claims, Optional.of(jwt))))
                .orElseGet(() -> Uni.createFrom().item(new UserinfoClaims(claims, Optional.empty())));
    }

    /** OpenID Connect Core section 5.3.2; without {@code exp}, so that it cannot be mistaken for an ID token. */
    private JWTClaimsSet jwtClaims(Map<String, Object> claims, Client client) {
        JWTClaimsSet.Builder jwt = new JWTClaimsSet.Builder();
        claims.forEach(jwt::claim);
        return jwt.issuer(issuer).audience(client.id()).build();
    }

    /**
     * RFC 9068 section 4: a token for another audience is rejected, unless an administrator declared the audience for the client, which
     * includes this endpoint.
     */
    private void mustBeAllowed(UserAccessToken access, Client client) {
        boolean meant = access.audience().isEmpty()
                || access.audience().contains(issuer)
                || access.audience().equals(client.metadata().tokens().access().audience());
        if (!meant) {
            throw OAuthError.INVALID_TOKEN.because("the audience of the access token is not this issuer");
        }
        if (!client.receivesUserResource() && !access.scopes().contains(Scopes.OPENID)) {
            throw OAuthError.INSUFFICIENT_SCOPE.because("the access token lacks the scope openid");
        }
    }

    private static OAuthRefusal over() {
        return OAuthError.INVALID_TOKEN.because("the access token is invalid, expired or revoked");
    }
}
