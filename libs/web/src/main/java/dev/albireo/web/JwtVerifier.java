package dev.albireo.web;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.protocol.CompactJose;
import dev.albireo.protocol.JwsVerification;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/**
 * Verifies tokens signed by {@code oauth}, as the only verifier. The key is found by {@code kid} among the published ones; a token that
 * contains a key, or is of another type, audience or issuer, or has expired, is rejected (RFC 8725 section 3).
 */
@Singleton
public class JwtVerifier {
    private static final Duration SKEW = Duration.ofSeconds(5);

    private final VerificationKeys keys;
    private final String issuer;
    private final Clock clock;

    JwtVerifier(VerificationKeys keys, WebConfig config, Clock clock) {
        this.keys = keys;
        this.issuer = config.issuerText();
        this.clock = clock;
    }

    /** Returns the claims of an authentic, unexpired token of this {@code typ} and audience; fails with {@link InvalidToken} otherwise. */
    public Uni<JWTClaimsSet> verify(String token, String type, String audience) {
        return verify(token, type).invoke(claims -> {
            if (!claims.getAudience().contains(audience)) {
                throw new InvalidToken("the token is for another audience");
            }
        });
    }

    /** As above, for any audience: for a token that is presented to its issuer. */
    public Uni<JWTClaimsSet> verify(String token, String type) {
        return Uni.createFrom().item(() -> parse(token, type)).chain(this::verify);
    }

    private Uni<JWTClaimsSet> verify(SignedJWT jwt) {
        return keys.keys()
                .chain(set -> set.getKeyByKeyId(jwt.getHeader().getKeyID()) != null
                        ? Uni.createFrom().item(set)
                        : keys.refreshed())
                .map(set -> check(jwt, set));
    }

    private static SignedJWT parse(String token, String type) {
        try {
            SignedJWT jwt = CompactJose.signedJwt(token);
            JWSHeader header = jwt.getHeader();
            boolean ownKey = header.getJWK() != null || header.getJWKURL() != null || header.getX509CertURL() != null;
            boolean right =
                    header.getType() != null && type.equals(header.getType().getType());
            if (ownKey
                    || !right
                    || header.getKeyID() == null
                    || !JwsVerification.ALGORITHMS.contains(header.getAlgorithm())) {
                throw new InvalidToken("the token has the wrong type");
            }
            return jwt;
        } catch (ParseException e) {
            throw new InvalidToken("the token is not a signed JWT");
        }
    }

    private JWTClaimsSet check(SignedJWT jwt, JWKSet set) {
        JWK key = set.getKeyByKeyId(jwt.getHeader().getKeyID());
        try {
            if (key == null || !JwsVerification.isSignedWith(key, jwt)) {
                throw new InvalidToken("the signature of the token is invalid");
            }
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            if (!issuer.equals(claims.getIssuer())) {
                throw new InvalidToken("the token was issued by another issuer");
            }
            Date expires = claims.getExpirationTime();
            Instant now = clock.instant();
            if (expires == null || now.isAfter(expires.toInstant().plus(SKEW))) {
                throw new ExpiredToken(claims);
            }
            return claims;
        } catch (ParseException e) {
            throw new InvalidToken("the token cannot be parsed");
        }
    }
}
