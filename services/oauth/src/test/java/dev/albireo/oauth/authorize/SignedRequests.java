package dev.albireo.oauth.authorize;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.protocol.Ed25519;
import dev.albireo.protocol.NativeCrypto;
import dev.albireo.protocol.Sha256;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Clients that sign their requests, for tests. */
final class SignedRequests {
    static final JWK EC = ec();
    static final JWK RSA = rsa();
    static final JWK OKP = new OctetKeyPair.Builder(Ed25519.generate(new SecureRandom()))
            .keyID("okp")
            .build();

    private SignedRequests() {}

    /** Registers a client with this key. */
    static App register(JWK key, Map<String, ?> more) {
        Response response = registration(key, more);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(201);
        return new App(
                JsonMember.read(response.asString(), "client_id"),
                JsonMember.read(response.asString(), "client_secret"));
    }

    static Response registration(JWK key, Map<String, ?> more) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("redirect_uris", List.of(Stage.REDIRECT_URI));
        metadata.put("jwks", new JWKSet(key.toPublicJWK()).toJSONObject());
        metadata.putAll(more);
        return given().contentType(ContentType.JSON).body(metadata).post("/connect/register");
    }

    /** Returns the claims of a valid request of this client. */
    static JWTClaimsSet.Builder claims(App app, Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer(app.id())
                .audience(PostgresResource.ISSUER)
                .expirationTime(Date.from(now.plusSeconds(60)))
                .claim("client_id", app.id())
                .claim("redirect_uri", Stage.REDIRECT_URI)
                .claim("response_type", "code")
                .claim("scope", "openid")
                .claim("state", "signed")
                .claim("code_challenge", Sha256.of(Stage.VERIFIER))
                .claim("code_challenge_method", "S256");
    }

    static String sign(JWTClaimsSet.Builder claims, JWSAlgorithm algorithm, JWK key) {
        return sign(claims, algorithm, key, "oauth-authz-req+jwt");
    }

    static String sign(JWTClaimsSet.Builder claims, JWSAlgorithm algorithm, JWK key, String type) {
        JWSHeader header = new JWSHeader.Builder(algorithm)
                .keyID(key.getKeyID())
                .type(new JOSEObjectType(type))
                .build();
        SignedJWT jwt = new SignedJWT(header, claims.build());
        try {
            jwt.sign(signer(algorithm, key));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
        return jwt.serialize();
    }

    static JWK ec() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static JWK rsa() {
        try {
            return NativeCrypto.generating(new RSAKeyGenerator(2048))
                    .keyID("rsa")
                    .generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static JWSSigner signer(JWSAlgorithm algorithm, JWK key) throws JOSEException {
        if (algorithm.equals(JWSAlgorithm.EdDSA)) {
            return Ed25519.signer(key.toOctetKeyPair());
        }
        return algorithm.equals(JWSAlgorithm.ES256) ? new ECDSASigner(key.toECKey()) : new RSASSASigner(key.toRSAKey());
    }
}
