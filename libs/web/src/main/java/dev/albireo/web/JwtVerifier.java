package dev.albireo.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.protocol.CompactJose;
import dev.albireo.protocol.JwsVerification;
import dev.albireo.protocol.Sha256;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/**
 * Verifies tokens signed by {@code oauth}, as the only verifier. The key is found by {@code kid} among the published ones; a token that
 * contains a key, or is of another type, audience or issuer, or has expired, is rejected (RFC 8725 section 3). The signature of a token that
 * is presented again is not verified again as long as the keys are the same; everything else is checked each time.
 */
@Singleton
public class JwtVerifier {
    private static final Duration SKEW = Duration.ofSeconds(5);

    /** A token of a client or a service is presented at most this long after it was verified before it is verified again. */
    private static final Duration MAX_AGE = Duration.ofMinutes(5);

    private static final int MAX_VERIFIED = 2_000;

    private final VerificationKeys keys;
    private final String issuer;
    private final Clock clock;

    /** By the digest of type and token, so that nothing of a token can be learned from the time of a look-up. */
    private final Cache<String, VerifiedToken> verified = Caffeine.newBuilder()
            .maximumSize(MAX_VERIFIED)
            .expireAfterWrite(MAX_AGE)
            .build();

    @Inject
    JwtVerifier(VerificationKeys keys, WebConfig config, Clock clock) {
        this(keys, config.issuerText(), clock);
    }

    JwtVerifier(VerificationKeys keys, String issuer, Clock clock) {
        this.keys = keys;
        this.issuer = issuer;
        this.clock = clock;
    }

    /** A token whose type and signature are right, by these keys. */
    private record VerifiedToken(JWTClaimsSet claims, JWKSet keys) {}

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
        String digest = Sha256.of(type + "\n" + token);
        VerifiedToken known = verified.getIfPresent(digest);
        Uni<JWTClaimsSet> claims = known == null
                ? Uni.createFrom().item(() -> parse(token, type)).chain(jwt -> signed(jwt, digest))
                : keys.keys()
                        .chain(set -> set == known.keys()
                                ? Uni.createFrom().item(known.claims())
                                : signed(parse(token, type), digest));
        return claims.invoke(this::check);
    }

    private Uni<JWTClaimsSet> signed(SignedJWT jwt, String digest) {
        return keys.keys()
                .chain(set -> set.getKeyByKeyId(jwt.getHeader().getKeyID()) != null
                        ? Uni.createFrom().item(set)
                        : keys.refreshed())
                .map(set -> {
                    JWTClaimsSet claims = signed(jwt, set);
                    verified.put(digest, new VerifiedToken(claims, set));
                    return claims;
                });
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

    private static JWTClaimsSet signed(SignedJWT jwt, JWKSet set) {
        JWK key = set.getKeyByKeyId(jwt.getHeader().getKeyID());
        try {
            if (key == null || !JwsVerification.isSignedWith(key, jwt)) {
                throw new InvalidToken("the signature of the token is invalid");
            }
            return jwt.getJWTClaimsSet();
        } catch (ParseException e) {
            throw new InvalidToken("the token cannot be parsed");
        }
    }

    private void check(JWTClaimsSet claims) {
        if (!issuer.equals(claims.getIssuer())) {
            throw new InvalidToken("the token was issued by another issuer");
        }
        Date expires = claims.getExpirationTime();
        Instant now = clock.instant();
        if (expires == null || now.isAfter(expires.toInstant().plus(SKEW))) {
            throw new ExpiredToken(claims);
        }
    }
}
