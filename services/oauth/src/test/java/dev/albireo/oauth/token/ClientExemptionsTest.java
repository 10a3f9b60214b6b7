package dev.albireo.oauth.token;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.oauth.MoreAllowed;
import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(MoreAllowed.class)
@DisplayName("Settings that exempt authenticated clients: refresh token rotation and the audience of assertions")
class ClientExemptionsTest {
    @Inject
    Stage stage;

    @Inject
    FixedClock clock;

    @Test
    void FAPI_2_0_section_5_3_2_1_a_confidential_client_keeps_its_refresh_token() {
        App app = stage.register();
        String token = JsonMember.read(
                stage.redeem(app, stage.code(app, stage.signIn("pwd"), "openid offline_access"))
                        .asString(),
                "refresh_token");

        for (int i = 0; i < 3; i++) {
            Response refreshed = stage.refresh(app, token);
            assertThat(refreshed.statusCode()).isEqualTo(200);
            assertThat(JsonMember.<Map<String, Object>>read(refreshed.asString(), "$"))
                    .doesNotContainKey("refresh_token");
            assertThat(stage.userinfoStatus(JsonMember.read(refreshed.asString(), "access_token")))
                    .isEqualTo(200);
            clock.advance(Duration.ofMinutes(1));
        }
        stage.refresh(stage.register(), token).then().statusCode(400).body(member("error", equalTo("invalid_grant")));
    }

    @Test
    void RFC_9700_section_4_14_2_a_public_client_gets_a_new_one_at_each_use() {
        App app = stage.registerPublic();
        String first = JsonMember.read(
                stage.redeem(app, stage.code(app, stage.signIn("pwd"), "openid offline_access"))
                        .asString(),
                "refresh_token");

        String second = JsonMember.read(stage.refresh(app, first).asString(), "refresh_token");

        assertThat(second).startsWith("rt_").isNotEqualTo(first);
        clock.advance(Duration.ofSeconds(10));
        stage.refresh(app, first).then().statusCode(400).body(member("error", equalTo("invalid_grant")));
        stage.refresh(app, second).then().statusCode(400).body(member("error", equalTo("invalid_grant")));
    }

    @Test
    void OIDC_Core_section_9_the_URL_of_the_token_endpoint_is_an_audience() throws JOSEException {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
        stage.declare("asserts", """
                        {"token_endpoint_auth_method":"private_key_jwt","grant_types":["client_credentials"],
                         "scope":["shop.read"],"jwks":%s}""".formatted(new JWKSet(key.toPublicJWK())))
                .then()
                .statusCode(201);

        token(key, PostgresResource.ISSUER).then().statusCode(200);
        token(key, PostgresResource.ISSUER + "/token").then().statusCode(200);
        token(key, PostgresResource.ISSUER + "/par").then().statusCode(200);
        token(key, PostgresResource.ISSUER + "/introspect").then().statusCode(401);
        token(key, "https://evil.example/token").then().statusCode(401);
    }

    private Response token(ECKey key, String audience) throws JOSEException {
        SignedJWT assertion = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k").build(),
                new JWTClaimsSet.Builder()
                        .issuer("asserts")
                        .subject("asserts")
                        .audience(audience)
                        .jwtID(UUID.randomUUID().toString())
                        .expirationTime(Date.from(clock.instant().plusSeconds(60)))
                        .build());
        assertion.sign(new ECDSASigner(key));
        return given().formParam("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                .formParam("client_assertion", assertion.serialize())
                .formParam("grant_type", "client_credentials")
                .post("/token");
    }
}
