package dev.albireo.oauth.client.authentication;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.oauth.client.metadata.PublicKeys;
import dev.albireo.protocol.JwsVerification;
import dev.albireo.protocol.NativeCrypto;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("private_key_jwt, RFC 7523 section 3 and OpenID Connect Core section 9")
class RFC7523ClientAssertionTest {
    private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final RSAKey RSA = rsa("rsa");
    private static final ECKey EC = ec("ec");
    private static final KeyPair ED25519 = ed25519();
    private static final OctetKeyPair OKP = okp(ED25519.getPublic());

    @Inject
    Stage stage;

    @Inject
    FixedClock clock;

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "PS256", "ES256", "EdDSA", "Ed25519"})
    void section_3_a_client_proves_itself_by_its_signature(String algorithm) {
        String id = declare("signs-" + algorithm.toLowerCase(Locale.ROOT));

        token(signed(claims(id).build(), JWSAlgorithm.parse(algorithm)))
                .then()
                .statusCode(200)
                .body(member("scope", equalTo("shop.read")));
    }

    @Test
    void OIDC_Registration_section_2_a_client_may_say_which_algorithm_it_signs_with() {
        String id = "signs-as-it-says";
        stage.declare(id, body("\"token_endpoint_auth_signing_alg\":\"ES256\"," + jwks()))
                .then()
                .statusCode(201);

        refused(token(signed(claims(id).build(), JWSAlgorithm.RS256)));
        token(signed(claims(id).build(), JWSAlgorithm.ES256)).then().statusCode(200);
    }

    @Test
    void section_3_an_assertion_is_good_once() {
        String assertion = signed(claims(declare("once")).build(), JWSAlgorithm.ES256);

        token(assertion).then().statusCode(200);
        refused(token(assertion));
        refused(asserting(assertion).formParam("token", "x").post("/introspect"));
    }

    @Test
    void RFC_7523bis_the_issuer_is_its_audience_and_no_other() {
        String id = declare("audiences");
        token(signed(claims(id).audience(PostgresResource.ISSUER).build(), JWSAlgorithm.ES256))
                .then()
                .statusCode(200);

        for (String endpoint : List.of("/token", "/par", "/introspect")) {
            refused(token(signed(
                    claims(id).audience(PostgresResource.ISSUER + endpoint).build(), JWSAlgorithm.ES256)));
        }
        refused(token(signed(claims(id).audience("https://evil.example").build(), JWSAlgorithm.ES256)));
        refused(token(signed(
                claims(id)
                        .audience(List.of(PostgresResource.ISSUER, "https://evil.example"))
                        .build(),
                JWSAlgorithm.ES256)));
        refused(token(signed(claims(id).audience(List.of()).build(), JWSAlgorithm.ES256)));
    }

    @ParameterizedTest
    @CsvSource({"-11", "320"})
    void section_3_exp_is_near(int seconds) {
        String id = declare("near");

        refused(token(signed(claims(id).expirationTime(in(seconds)).build(), JWSAlgorithm.ES256)));
        refused(token(signed(claims(id).expirationTime(null).build(), JWSAlgorithm.ES256)));
        token(signed(claims(id).expirationTime(in(300)).build(), JWSAlgorithm.ES256))
                .then()
                .statusCode(200);
    }

    @Test
    void section_3_nbf_and_iat_are_not_in_the_future() {
        String id = declare("future");

        refused(token(signed(claims(id).notBeforeTime(in(30)).build(), JWSAlgorithm.ES256)));
        refused(token(signed(claims(id).issueTime(in(30)).build(), JWSAlgorithm.ES256)));
    }

    @Test
    void section_3_iss_and_sub_are_the_client() {
        String id = declare("itself");
        declare("another");

        refused(token(signed(claims(id).subject("another").build(), JWSAlgorithm.ES256)));
        refused(token(signed(claims(id).issuer("another").build(), JWSAlgorithm.ES256)));
        refused(asserting(signed(claims(id).build(), JWSAlgorithm.ES256))
                .formParam("client_id", "another")
                .formParam("grant_type", "client_credentials")
                .post("/token"));
        refused(token(signed(claims("unknown").build(), JWSAlgorithm.ES256)));
        refused(token(signed(claims("no\u0000body").build(), JWSAlgorithm.ES256)));
        refused(token(signed(claims("admin").build(), JWSAlgorithm.ES256)));
    }

    @Test
    void OIDC_Core_section_9_jti_is_there() {
        refused(token(signed(claims(declare("nameless")).jwtID(null).build(), JWSAlgorithm.ES256)));
    }

    @Test
    void RFC_8725_section_3_foreign_keys_and_other_algorithms_are_refused() throws JOSEException {
        String id = declare("attacked");
        JWTClaimsSet claims = claims(id).build();
        ECKey foreign = ec("ec");

        refused(token(
                sign(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ec").build(), claims, new ECDSASigner(foreign))));
        refused(token(sign(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .jwk(foreign.toPublicJWK())
                        .build(),
                claims,
                new ECDSASigner(foreign))));
        refused(token(sign(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("rsa").build(),
                claims,
                new MACSigner(RSA.toPublicJWK().toJSONString().getBytes(UTF_8)))));
        refused(token(sign(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .keyID("ec")
                        .type(new JOSEObjectType("at+jwt"))
                        .build(),
                claims,
                new ECDSASigner(EC))));
        refused(token("eyJhbGciOiJub25lIn0." + Base64URL.encode(claims.toString()) + "."));
        refused(token("x"));
    }

    @Test
    void section_2_2_the_type_of_the_assertion_is_named() {
        String assertion = signed(claims(declare("typed")).build(), JWSAlgorithm.ES256);

        given().formParam("client_assertion", assertion)
                .formParam("grant_type", "client_credentials")
                .post("/token")
                .then()
                .statusCode(400)
                .body(member("error", equalTo("invalid_request")));
        refused(given().formParam("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:saml2-bearer")
                .formParam("client_assertion", assertion)
                .formParam("grant_type", "client_credentials")
                .post("/token"));
    }

    @Test
    void RFC_6749_section_2_3_not_in_two_ways_at_once() {
        String id = declare("twice");

        asserting(signed(claims(id).build(), JWSAlgorithm.ES256))
                .formParam("client_secret", "s")
                .formParam("grant_type", "client_credentials")
                .post("/token")
                .then()
                .statusCode(400)
                .body(member("error", equalTo("invalid_request")));
        asserting(signed(claims(id).build(), JWSAlgorithm.ES256))
                .auth()
                .preemptive()
                .basic(id, "s")
                .formParam("grant_type", "client_credentials")
                .post("/token")
                .then()
                .statusCode(400);
    }

    @Test
    void OIDC_Core_section_9_such_a_client_has_no_other_way() {
        String id = declare("only");

        refused(given().formParam("client_id", id)
                .formParam("grant_type", "client_credentials")
                .post("/token"));
        refused(stage.token(new App(id, ""))
                .formParam("grant_type", "client_credentials")
                .post("/token"));
        refused(stage.token(new App(id, "s3cret-enough"))
                .formParam("grant_type", "client_credentials")
                .post("/token"));
        stage.declare(id, body("\"secret\":\"s3cret-enough\"," + jwks()))
                .then()
                .statusCode(422)
                .body(member("field", equalTo("token_endpoint_auth_method")));
        String withSecret = "keeps-its-secret";
        stage.declare(
                withSecret, "{\"secret\":\"s3cret-enough\"," + jwks() + ",\"grant_types\":[\"client_credentials\"]}");
        refused(token(signed(claims(withSecret).build(), JWSAlgorithm.ES256)));
    }

    @Test
    void it_works_at_introspection_and_revocation_too() {
        String id = declare("everywhere");
        String token = JsonMember.read(
                token(signed(claims(id).build(), JWSAlgorithm.ES256)).asString(), "access_token");

        asserting(signed(claims(id).build(), JWSAlgorithm.ES256))
                .formParam("token", token)
                .post("/introspect")
                .then()
                .statusCode(200)
                .body(member("active", equalTo(true)));
        asserting(signed(claims(id).build(), JWSAlgorithm.ES256))
                .formParam("token", token)
                .post("/revoke")
                .then()
                .statusCode(200);
    }

    @Test
    void a_disabled_client_is_none() {
        String id = declare("disabled");
        stage.declare(id, body("\"active\":false," + jwks())).then().statusCode(200);

        refused(token(signed(claims(id).build(), JWSAlgorithm.ES256)));
    }

    @Test
    void OIDC_Core_section_10_1_1_keys_at_an_address_may_rotate() throws IOException {
        try (ClientKeySets web = new ClientKeySets()) {
            String id = "rotates-its-keys";
            declareAt(id, web.put("/keys", EC.toPublicJWK()));
            token(signed(claims(id).build(), JWSAlgorithm.ES256)).then().statusCode(200);
            token(signed(claims(id).build(), JWSAlgorithm.ES256)).then().statusCode(200);
            assertThat(web.reads()).isEqualTo(1);

            web.put("/keys", OKP.toPublicJWK());
            token(signed(claims(id).build(), JWSAlgorithm.EdDSA)).then().statusCode(200);
            assertThat(web.reads()).isEqualTo(2);

            for (int i = 0; i < 5; i++) {
                refused(token(signed(claims(id).build(), JWSAlgorithm.RS256)));
            }
            assertThat(web.reads()).isEqualTo(2);
            clock.advance(Duration.ofSeconds(11));
            refused(token(signed(claims(id).build(), JWSAlgorithm.RS256)));
            refused(token(signed(claims(id).build(), JWSAlgorithm.ES256)));
            assertThat(web.reads()).isEqualTo(3);
        }
    }

    @Test
    void threat_28_redirects_and_endless_documents_are_not_followed() throws IOException {
        try (ClientKeySets web = new ClientKeySets()) {
            web.put("/keys", EC.toPublicJWK());
            declareAt("redirected", web.uri("/elsewhere"));
            refused(token(signed(claims("redirected").build(), JWSAlgorithm.ES256)));

            declareAt("endless", web.put("/endless", " ".repeat(PublicKeys.MAX_BYTES) + new JWKSet(EC.toPublicJWK())));
            refused(token(signed(claims("endless").build(), JWSAlgorithm.ES256)));
            declareAt("gone", "http://127.0.0.1:1/keys");
            refused(token(signed(claims("gone").build(), JWSAlgorithm.ES256)));
        }
    }

    @Test
    void threat_28_an_address_that_is_not_public_is_refused_at_once() {
        declareAt("inside", "https://10.0.0.1/keys", 422);
        given().contentType("application/json")
                .body(Map.of(
                        "redirect_uris",
                        List.of(Stage.REDIRECT_URI),
                        "token_endpoint_auth_method",
                        "private_key_jwt",
                        "jwks_uri",
                        "https://169.254.169.254/keys"))
                .post("/connect/register")
                .then()
                .statusCode(400)
                .body(member("error", equalTo("invalid_client_metadata")));
    }

    @Test
    void RFC_7591_a_client_registers_with_its_keys() {
        Response registered = given().contentType("application/json")
                .body(Map.of(
                        "grant_types",
                        List.of("client_credentials"),
                        "scope",
                        "shop.read",
                        "token_endpoint_auth_method",
                        "private_key_jwt",
                        "jwks",
                        new JWKSet(EC.toPublicJWK()).toJSONObject()))
                .post("/connect/register");

        registered
                .then()
                .statusCode(201)
                .body(member("client_secret", equalTo(null)))
                .body(member("jwks.keys[0].kid", equalTo("ec")))
                .body(member("token_endpoint_auth_method", equalTo("private_key_jwt")));
        token(signed(claims(JsonMember.read(registered.asString(), "client_id")).build(), JWSAlgorithm.ES256))
                .then()
                .statusCode(200);
        stage.administrator()
                .get("/internal/resources/Client/" + JsonMember.<String>read(registered.asString(), "client_id"))
                .then()
                .statusCode(200)
                .body(member("token_endpoint_auth_method", equalTo("private_key_jwt")))
                .body(member("jwks.keys[0].kid", equalTo("ec")));
    }

    private String declare(String id) {
        assertThat(stage.declare(id, body(jwks())).statusCode()).isIn(200, 201);
        return id;
    }

    private void declareAt(String id, String uri) {
        declareAt(id, uri, 201);
    }

    private void declareAt(String id, String uri, int status) {
        assertThat(stage.declare(id, body("\"jwks_uri\":\"" + uri + "\"")).statusCode())
                .isEqualTo(status);
    }

    private static String body(String more) {
        return """
                {"token_endpoint_auth_method":"private_key_jwt","grant_types":["client_credentials"],"scope":["shop.read"],%s}""".formatted(more);
    }

    private static String jwks() {
        return "\"jwks\":"
                + new JWKSet(List.<JWK>of(RSA.toPublicJWK(), EC.toPublicJWK(), OKP.toPublicJWK())).toString(true);
    }

    private JWTClaimsSet.Builder claims(String id) {
        return new JWTClaimsSet.Builder()
                .issuer(id)
                .subject(id)
                .audience(PostgresResource.ISSUER)
                .jwtID(UUID.randomUUID().toString())
                .issueTime(in(0))
                .expirationTime(in(60));
    }

    private Date in(int seconds) {
        return Date.from(clock.instant().plusSeconds(seconds));
    }

    private static RequestSpecification asserting(String assertion) {
        return given().formParam("client_assertion_type", TYPE).formParam("client_assertion", assertion);
    }

    private static Response token(String assertion) {
        return asserting(assertion)
                .formParam("grant_type", "client_credentials")
                .post("/token");
    }

    private static void refused(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(401);
        assertThat(JsonMember.<String>read(response.asString(), "error")).isEqualTo("invalid_client");
    }

    private static String signed(JWTClaimsSet claims, JWSAlgorithm algorithm) {
        try {
            if (algorithm.equals(JWSAlgorithm.ES256)) {
                return sign(new JWSHeader.Builder(algorithm).keyID("ec").build(), claims, new ECDSASigner(EC));
            }
            return JwsVerification.isByEd25519(algorithm)
                    ? byEd25519(algorithm, claims)
                    : sign(new JWSHeader.Builder(algorithm).keyID("rsa").build(), claims, new RSASSASigner(RSA));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static String byEd25519(JWSAlgorithm algorithm, JWTClaimsSet claims) {
        try {
            JWSHeader header = new JWSHeader.Builder(algorithm).keyID("okp").build();
            String input = header.toBase64URL() + "." + claims.toPayload().toBase64URL();
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(ED25519.getPrivate());
            signature.update(input.getBytes(US_ASCII));
            return input + "." + Base64URL.encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String sign(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) throws JOSEException {
        SignedJWT jwt = new SignedJWT(header, claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    private static RSAKey rsa(String kid) {
        try {
            return NativeCrypto.generating(new RSAKeyGenerator(2048)).keyID(kid).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static ECKey ec(String kid) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyPair ed25519() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static OctetKeyPair okp(PublicKey key) {
        byte[] encoded = key.getEncoded();
        byte[] last = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(last))
                .keyID("okp")
                .build();
    }
}
