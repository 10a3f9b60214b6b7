package dev.albireo.oauth.token;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("A receiver of Shared Signals, CAEP Interoperability Profile 1.0 section 2.7")
class SharedSignalsClientTest {
    @Inject
    Stage stage;

    @ParameterizedTest
    @ValueSource(strings = {"jwt", "opaque"})
    void its_token_is_a_JWT_for_the_transmitter_alone(String format) throws ParseException {
        App app = app("receiver-" + format, format);
        Response response = token(app, "ssf.manage ssf.read");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        assertThat(JsonMember.<Integer>read(response.asString(), "expires_in")).isEqualTo(300);
        JWTClaimsSet claims = SignedJWT.parse(JsonMember.read(response.asString(), "access_token"))
                .getJWTClaimsSet();
        assertThat(claims.getAudience()).containsExactly(PostgresResource.ISSUER + "/ssf");
        assertThat(claims.getSubject()).isEqualTo(app.id());
        assertThat(claims.getStringClaim("scope")).isEqualTo("ssf.manage ssf.read");
    }

    @Test
    void its_scopes_stand_alone() {
        App app = app("receiver-mixing", "jwt");
        token(app, "ssf.manage shop.read")
                .then()
                .statusCode(400)
                .body(member("error", equalTo("invalid_scope")))
                .body(member("error_description", containsString("cannot be combined")));
        assertThat(JsonMember.<String>read(token(app, "").asString(), "scope")).isEqualTo("shop.read");
        stage.token(app)
                .formParam("grant_type", "client_credentials")
                .formParam("scope", "ssf.read")
                .formParam("resource", "https://api.example")
                .post("/token")
                .then()
                .statusCode(400)
                .body(member("error", equalTo("invalid_target")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssf.read", "ssf.manage"})
    void a_client_cannot_register_with_them(String scope) {
        given().contentType("application/json")
                .body(Map.of("grant_types", List.of("client_credentials"), "scope", scope))
                .post("/connect/register")
                .then()
                .statusCode(400)
                .body(member("error", equalTo("invalid_client_metadata")));
    }

    @Test
    void a_client_with_pairwise_subjects_cannot_be_a_receiver() {
        stage.declare("receiver-pairwise", """
                        {"secret":"s3cret-enough","grant_types":["client_credentials"],"scope":["ssf.read"],
                         "subject_type":"pairwise","sector_identifier_uri":"https://app.example/sector"}
                        """).then().statusCode(422);
        stage.declare("receiver-pairwise", """
                        {"secret":"s3cret-enough","grant_types":["client_credentials","authorization_code"],
                         "scope":["openid","ssf.read"],"subject_type":"pairwise","redirect_uris":["https://app.example/cb"]}
                        """)
                .then()
                .statusCode(422)
                .body(member("field", equalTo("scope")))
                .body(member("detail", containsString("public subject")));
    }

    private App app(String id, String format) {
        String body = """
                {"secret":"s3cret-enough","grant_types":["client_credentials"],
                 "scope":["ssf.read","ssf.manage","shop.read"],
                 "auth":{"authorization_code":{"token_format":"%s","audience":"https://api.example","access_token_expiration":7200}}}""".formatted(format);
        assertThat(stage.declare(id, body).statusCode()).isIn(200, 201);
        return new App(id, "s3cret-enough");
    }

    private Response token(App app, String scope) {
        return stage.token(app)
                .formParam("grant_type", "client_credentials")
                .formParam("scope", scope)
                .post("/token");
    }
}
