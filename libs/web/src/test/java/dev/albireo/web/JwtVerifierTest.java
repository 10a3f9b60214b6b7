package dev.albireo.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A token that is presented again")
class JwtVerifierTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final String ISSUER = "https://login.example.com";
    private static final String TYPE = "at+jwt";
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private final ECKey key = generated("one");
    private Instant now = START;
    private JWKSet published = new JWKSet(key.toPublicJWK());
    private final JwtVerifier verifier = new JwtVerifier(
            new VerificationKeys() {
                @Override
                public Uni<JWKSet> keys() {
                    return Uni.createFrom().item(published);
                }

                @Override
                public Uni<JWKSet> refreshed() {
                    return keys();
                }
            },
            ISSUER,
            new Clock() {
                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return now;
                }
            });

    @Test
    void is_accepted_again() {
        String token = token(key, ISSUER);
        assertThat(verify(token, TYPE).getSubject()).isEqualTo("alice");
        assertThat(verify(token, TYPE).getSubject()).isEqualTo("alice");
    }

    @Test
    void is_rejected_once_its_key_is_revoked() {
        String token = token(key, ISSUER);
        verify(token, TYPE);
        published = new JWKSet(generated("two").toPublicJWK());
        assertThatThrownBy(() -> verify(token, TYPE)).isInstanceOf(InvalidToken.class);
    }

    @Test
    void is_accepted_after_another_key_was_added() {
        String token = token(key, ISSUER);
        verify(token, TYPE);
        published = new JWKSet(List.of(key.toPublicJWK(), generated("two").toPublicJWK()));
        assertThat(verify(token, TYPE).getSubject()).isEqualTo("alice");
    }

    @Test
    void is_rejected_once_it_has_expired() {
        String token = token(key, ISSUER);
        verify(token, TYPE);
        now = START.plus(Duration.ofMinutes(10)).plusSeconds(6);
        assertThatThrownBy(() -> verify(token, TYPE)).isInstanceOf(ExpiredToken.class);
    }

    @Test
    void is_rejected_as_another_type_or_for_another_audience() {
        String token = token(key, ISSUER);
        verify(token, TYPE);
        assertThatThrownBy(() -> verify(token, "JWT")).isInstanceOf(InvalidToken.class);
        assertThatThrownBy(() -> verifier.verify(token, TYPE, "another").await().atMost(LIMIT))
                .isInstanceOf(InvalidToken.class);
    }

    @Test
    void is_rejected_with_another_signature_or_issuer() {
        String token = token(key, ISSUER);
        verify(token, TYPE);
        String forged = token(generated("one"), ISSUER);
        assertThatThrownBy(() -> verify(forged, TYPE)).isInstanceOf(InvalidToken.class);
        assertThatThrownBy(() -> verify(forged, TYPE)).as("again").isInstanceOf(InvalidToken.class);

        String foreign = token(key, "https://other.example.com");
        assertThatThrownBy(() -> verify(foreign, TYPE)).isInstanceOf(InvalidToken.class);
        assertThatThrownBy(() -> verify(foreign, TYPE)).as("again").isInstanceOf(InvalidToken.class);
    }

    private JWTClaimsSet verify(String token, String type) {
        return verifier.verify(token, type).await().atMost(LIMIT);
    }

    private static String token(ECKey key, String issuer) {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType(TYPE))
                        .keyID(key.getKeyID())
                        .build(),
                new JWTClaimsSet.Builder()
                        .issuer(issuer)
                        .subject("alice")
                        .audience("api")
                        .expirationTime(Date.from(START.plus(Duration.ofMinutes(10))))
                        .build());
        try {
            jwt.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jwt.serialize();
    }

    private static ECKey generated(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
