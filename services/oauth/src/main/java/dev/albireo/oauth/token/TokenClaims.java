package dev.albireo.oauth.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.albireo.oauth.client.metadata.Scopes;
import dev.albireo.oauth.key.SigningAlgorithm;
import dev.albireo.web.AdministratorToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The claims of the tokens of a grant. Authentication strength and time are those of the grant's own proofs, independent of refreshes.
 *
 * @param user the claims about the user in ID tokens
 */
record TokenClaims(String issuer, String subject, Grant grant, Map<String, Object> user, Instant now) {

    /**
     * Returns the claims of an access token (RFC 9068 section 2.2) for this audience, or the issuer if it is empty, with the id of its
     * grant.
     */
    JWTClaimsSet accessToken(List<String> scopes, List<String> audience, Duration lifetime, UUID id) {
        JWTClaimsSet.Builder claims = common(lifetime)
                .audience(audience(scopes, audience))
                .jwtID(id.toString())
                .claim("client_id", grant.clientId())
                .claim("scope", String.join(" ", scopes))
                .claim("grant", grant.id().toString());
        if (scopes.contains(Scopes.ADMIN_API)) {
            claims.claim("groups", grant.groups().stream().sorted().toList());
            grant.proofs()
                    .secondFactorAt()
                    .ifPresent(at -> claims.claim(AdministratorToken.SECOND_FACTOR_AT, at.getEpochSecond()));
        }
        return claims.build();
    }

    /** Returns the claims of an ID token (OpenID Connect Core section 2), with claims about the user. */
    JWTClaimsSet idToken(String accessToken, Optional<String> nonce, Duration lifetime, SigningAlgorithm algorithm) {
        return idToken(Map.of("at_hash", accessToken), nonce, lifetime, algorithm);
    }

    /** As above, with the hash claims of these values (sections 3.2.2.10 and 3.3.2.11). */
    JWTClaimsSet idToken(
            Map<String, String> values, Optional<String> nonce, Duration lifetime, SigningAlgorithm algorithm) {
        JWTClaimsSet.Builder claims = common(lifetime);
        user.forEach(claims::claim);
        claims.audience(grant.clientId()).claim("sid", grant.sessionId().toString());
        values.forEach((name, value) -> claims.claim(name, leftHash(value, algorithm)));
        nonce.ifPresent(value -> claims.claim("nonce", value));
        return claims.build();
    }

    /** Returns the left half of the hash, base64url (OpenID Connect Core sections 3.1.3.6 and 3.3.2.11). */
    static String leftHash(String value, SigningAlgorithm algorithm) {
        byte[] digest = algorithm.hash(value.getBytes(UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, digest.length / 2));
    }

    private JWTClaimsSet.Builder common(Duration lifetime) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(subject)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lifetime)))
                .claim("auth_time", grant.proofs().authTime().getEpochSecond())
                .claim("acr", grant.acr().orElse(grant.proofs().acr().value()))
                .claim("amr", grant.proofs().amr());
    }

    private List<String> audience(List<String> scopes, List<String> configured) {
        if (scopes.contains(Scopes.ADMIN_API)) {
            return List.of(AdministratorToken.AUDIENCE);
        }
        return configured.isEmpty() ? List.of(issuer) : configured;
    }
}
