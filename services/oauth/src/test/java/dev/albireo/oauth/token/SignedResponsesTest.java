package dev.albireo.oauth.token;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.oauth.Stage.Browser;
import dev.albireo.protocol.JwsVerification;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("OpenID Connect Dynamic Client Registration section 2, the signatures of responses")
class SignedResponsesTest {
    @Inject
    Stage stage;

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "PS256", "ES256", "EdDSA"})
    void id_token_and_userinfo_are_signed_as_the_client_registered(String algorithm) throws ParseException {
        App app =
                register(Map.of("id_token_signed_response_alg", algorithm, "userinfo_signed_response_alg", algorithm));
        Browser browser = stage.signIn("pwd");
        Response tokens = stage.redeem(app, stage.code(app, browser, "openid email"));

        SignedJWT idToken = SignedJWT.parse(JsonMember.read(tokens.asString(), "id_token"));
        assertThat(idToken.getHeader().getAlgorithm().getName()).isEqualTo(algorithm);
        assertThat(isOurs(idToken)).isTrue();
        assertThat(SignedJWT.parse(JsonMember.read(tokens.asString(), "access_token"))
                        .getHeader()
                        .getAlgorithm()
                        .getName())
                .isEqualTo("RS256");

        Response userinfo = given().auth()
                .oauth2(JsonMember.read(tokens.asString(), "access_token"))
                .get("/userinfo");
        assertThat(userinfo.contentType()).startsWith("application/jwt");
        SignedJWT signed = SignedJWT.parse(userinfo.asString());
        JWTClaimsSet claims = signed.getJWTClaimsSet();
        assertThat(signed.getHeader().getAlgorithm().getName()).isEqualTo(algorithm);
        assertThat(isOurs(signed)).isTrue();
        assertThat(claims.getIssuer()).isEqualTo(PostgresResource.ISSUER);
        assertThat(claims.getAudience()).containsExactly(app.id());
        assertThat(claims.getSubject()).isEqualTo(browser.user().subject());
        assertThat(claims.getStringClaim("email")).isEqualTo("alice@example.org");
    }

    @Test
    void threat_25_a_signed_userinfo_is_no_id_token_hint() {
        App app = register(Map.of("userinfo_signed_response_alg", "ES256"));
        Browser browser = stage.signIn("pwd");
        Response tokens = stage.redeem(app, stage.code(app, browser, "openid"));
        String userinfo = given().auth()
                .oauth2(JsonMember.read(tokens.asString(), "access_token"))
                .get("/userinfo")
                .asString();

        assertThat(Stage.query(browser.get(stage.authorize(app, "id_token_hint", userinfo))
                        .header("Location")))
                .containsEntry("error", "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "HS256", "RS512"})
    void section_2_any_other_algorithm_is_refused(String algorithm) {
        for (String field : List.of("id_token_signed_response_alg", "userinfo_signed_response_alg")) {
            given().contentType(ContentType.JSON)
                    .body(Map.of("redirect_uris", List.of(Stage.REDIRECT_URI), field, algorithm))
                    .post("/connect/register")
                    .then()
                    .statusCode(400)
                    .body(member("error", equalTo("invalid_client_metadata")));
        }
    }

    @Test
    void an_administrator_says_it_in_the_resource() {
        String body = """
                {"id_token_signed_response_alg":"%s","auth":{"authorization_code":{"redirect_uri":"https://a.example/"}}}""";

        stage.declare("signed", body.formatted("ES256"))
                .then()
                .statusCode(201)
                .body(member("id_token_signed_response_alg", equalTo("ES256")));
        stage.declare("signed", body.formatted("none"))
                .then()
                .statusCode(422)
                .body(member("field", equalTo("id_token_signed_response_alg")));
    }

    private static boolean isOurs(SignedJWT token) throws ParseException {
        JWKSet published = JWKSet.parse(given().get("/.well-known/jwks.json").asString());
        JWK key = published.getKeyByKeyId(token.getHeader().getKeyID());
        return key != null && JwsVerification.isSignedWith(key, token);
    }

    private static App register(Map<String, Object> further) {
        Map<String, Object> metadata = new LinkedHashMap<>(further);
        metadata.put("redirect_uris", List.of(Stage.REDIRECT_URI));
        Response response = given().contentType(ContentType.JSON).body(metadata).post("/connect/register");
        further.forEach(
                (field, value) -> assertThat(response.<Object>path(field)).isEqualTo(value));
        return new App(
                JsonMember.read(response.asString(), "client_id"),
                JsonMember.read(response.asString(), "client_secret"));
    }
}
