package dev.albireo.systemtests.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import dev.albireo.protocol.NativeCrypto;
import java.net.URI;
import java.text.ParseException;
import java.util.List;

/** JWTs with the claims of an authentic one whose signature must be rejected, or that are ambiguous (RFC 7515 section 2). */
public final class Forgery {
    private static final RSAKey ATTACKER = newKey("attacker");

    private Forgery() {}

    /** Returns every kind of forgery of one token. */
    public static List<String> of(String genuine) {
        try {
            SignedJWT jwt = SignedJWT.parse(genuine);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            JWSHeader like = jwt.getHeader();
            RSAKey published = published(like.getKeyID());
            String body = "." + claims.toPayload().toBase64URL() + ".";
            URI keys = URI.create("http://localhost:4321/jwks.json");
            return List.of(
                    Base64URL.encode("{\"alg\":\"none\",\"typ\":\"" + like.getType() + "\"}") + body,
                    Base64URL.encode("{\"alg\":\"NoNe\",\"typ\":\"" + like.getType() + "\"}")
                            + body
                            + jwt.getSignature(),
                    signed(header(like, JWSAlgorithm.HS256).build(), claims, new MACSigner(pem(published))),
                    signed(header(like, JWSAlgorithm.HS256).build(), claims, new MACSigner(json(published))),
                    signed(header(like, JWSAlgorithm.RS256).build(), claims, new RSASSASigner(ATTACKER)),
                    signed(
                            header(like, JWSAlgorithm.RS256)
                                    .jwk(ATTACKER.toPublicJWK())
                                    .build(),
                            claims,
                            attacker()),
                    signed(header(like, JWSAlgorithm.RS256).jwkURL(keys).build(), claims, attacker()),
                    signed(header(like, JWSAlgorithm.RS256).x509CertURL(keys).build(), claims, attacker()),
                    signed(header(like, JWSAlgorithm.RS256).keyID("other").build(), claims, attacker()),
                    genuine.substring(0, genuine.lastIndexOf('.') + 1),
                    genuine + "=",
                    genuine.replaceFirst("\\.", "=."),
                    genuine + ".");
        } catch (ParseException | JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns a client that authenticates by {@code private_key_jwt}. */
    public static Nimbus signingClient() {
        try {
            return Nimbus.register(
                    metadata -> metadata.setTokenEndpointAuthMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Returns a valid assertion of that client, which was never sent. */
    public static String assertion(Nimbus client) {
        try {
            return ((PrivateKeyJWT) client.authentication())
                    .getClientAssertion()
                    .serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static JWSHeader.Builder header(JWSHeader like, JWSAlgorithm algorithm) {
        return new JWSHeader.Builder(algorithm).type(like.getType()).keyID(like.getKeyID());
    }

    private static JWSSigner attacker() throws JOSEException {
        return new RSASSASigner(ATTACKER);
    }

    private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) throws JOSEException {
        SignedJWT jwt = new SignedJWT(header, claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    /** Returns the key that signed it, or any RSA key of this server: a verifier could mistake it for an HMAC secret. */
    private static RSAKey published(String kid) throws ParseException {
        JWKSet keys = JWKSet.parse(new Person(Running.stack().edgeUri())
                .get("/.well-known/jwks.json")
                .body());
        if (keys.getKeyByKeyId(kid) instanceof RSAKey signing) {
            return signing;
        }
        return (RSAKey) keys.getKeys().stream()
                .filter(RSAKey.class::isInstance)
                .findFirst()
                .orElseThrow();
    }

    private static byte[] pem(RSAKey key) throws JOSEException {
        String text = java.util.Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(key.toPublicKey().getEncoded());
        return ("-----BEGIN PUBLIC KEY-----\n" + text + "\n-----END PUBLIC KEY-----\n").getBytes(UTF_8);
    }

    private static byte[] json(RSAKey key) {
        return key.toPublicJWK().toJSONString().getBytes(UTF_8);
    }

    /** Returns a key that is unknown to this server. */
    public static RSAKey newKey(String kid) {
        try {
            return NativeCrypto.generating(new RSAKeyGenerator(2048)).keyID(kid).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
