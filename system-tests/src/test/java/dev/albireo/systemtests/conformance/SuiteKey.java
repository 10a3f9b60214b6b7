package dev.albireo.systemtests.conformance;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.protocol.NativeCrypto;
import dev.albireo.systemtests.support.Running;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;

/** An RSA key of a client for its assertions and requests, and for its authentication ({@code private_key_jwt}). */
record SuiteKey(RSAKey key) implements Proof {
    private static final int BITS = 2048;
    private static final long SECONDS = 60;

    static SuiteKey generate() {
        try {
            return new SuiteKey(NativeCrypto.generating(new RSAKeyGenerator(BITS))
                    .keyID(UUID.randomUUID().toString())
                    .keyUse(KeyUse.SIGNATURE)
                    .generate());
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the public half, as it is registered or published. */
    Map<String, Object> published() {
        return new JWKSet(key.toPublicJWK()).toJSONObject();
    }

    /** Proves itself to the token endpoint. */
    @Override
    public Sent of(String clientId) {
        return assertion(clientId, Running.stack().edgeUri());
    }

    /** As above, with another audience. */
    Sent assertion(String clientId, URI audience) {
        String assertion = sign(new JWTClaimsSet.Builder()
                .issuer(clientId)
                .subject(clientId)
                .audience(audience.toString())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plusSeconds(SECONDS)))
                .build());
        return new Sent(
                Map.of(
                        "client_assertion_type",
                        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                        "client_assertion",
                        assertion),
                Map.of());
    }

    String sign(JWTClaimsSet claims) {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
        try {
            jwt.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
        return jwt.serialize();
    }
}
