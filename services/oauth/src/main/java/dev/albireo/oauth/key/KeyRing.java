package dev.albireo.oauth.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.buffer.Buffer;

/**
 * The keys of one moment, imported and ready.
 *
 * @param kid the key that signs
 * @param signer holds its private part, imported once
 * @param published the public parts of all that may verify
 */
public record KeyRing(String kid, JWSAlgorithm algorithm, JWSSigner signer, JWKSet published) {

    /** A signed token with this {@code typ} header. */
    public String sign(String type, JWTClaimsSet claims) {
        JWSHeader header = new JWSHeader.Builder(algorithm)
                .type(new JOSEObjectType(type))
                .keyID(kid)
                .build();
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("the active key cannot sign", e);
        }
        return token.serialize();
    }

    /** The JWK Set document (RFC 7517 section 5). */
    Buffer document() {
        return Buffer.buffer(published.toString(true));
    }

    @Override
    public String toString() {
        return "KeyRing[" + kid + "]";
    }
}
