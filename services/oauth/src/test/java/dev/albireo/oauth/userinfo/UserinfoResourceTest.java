package dev.albireo.oauth.userinfo;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import dev.albireo.events.UserState;
import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.oauth.Stage.Browser;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("OpenID Connect Core section 5.3, /userinfo")
class UserinfoResourceTest {
    @Inject
    Stage stage;

    @Inject
    FixedClock clock;

    @Test
    void it_tells_what_the_scopes_allow_by_GET_and_by_POST() {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");
        String token = JsonMember.read(
                stage.redeem(app, stage.code(app, browser, "openid email")).asString(), "access_token");

        given().auth()
                .oauth2(token)
                .get("/userinfo")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body(member("sub", equalTo(browser.user().subject())))
                .body(member("email", equalTo("alice@example.org")))
                .body(member("$", not(hasKey("preferred_username"))));
        given().auth().oauth2(token).post("/userinfo").then().statusCode(200);
        given().formParam("access_token", token).post("/userinfo").then().statusCode(200);
    }

    @Test
    void RFC_6750_section_2_two_ways_at_once_are_refused_and_the_query_is_none() {
        String token = token("openid");

        given().auth()
                .oauth2(token)
                .formParam("access_token", token)
                .post("/userinfo")
                .then()
                .statusCode(400);
        given().queryParam("access_token", token).get("/userinfo").then().statusCode(401);
    }

    @Test
    void it_is_over_when_the_token_is() {
        String token = token("openid");
        clock.advance(Duration.ofMinutes(6));

        given().auth()
                .oauth2(token)
                .get("/userinfo")
                .then()
                .statusCode(401)
                .body(member("error", equalTo("invalid_token")));
    }

    @Test
    void threat_26_a_disabled_user_is_felt_at_once() {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");
        String token = JsonMember.read(
                stage.redeem(app, stage.code(app, browser, "openid")).asString(), "access_token");
        stage.tell(new UserState(
                browser.user().subject(),
                2,
                "alice",
                null,
                false,
                false,
                false,
                false,
                List.of(),
                Map.of(),
                null,
                false));

        given().auth().oauth2(token).get("/userinfo").then().statusCode(401);
    }

    @Test
    void a_token_without_openid_has_insufficient_scope() {
        App app = stage.register();
        Response tokens = stage.redeem(app, stage.code(app, stage.signIn("pwd"), "openid email offline_access"));
        String narrow = JsonMember.read(
                stage.token(app)
                        .formParam("grant_type", "refresh_token")
                        .formParam("refresh_token", JsonMember.<String>read(tokens.asString(), "refresh_token"))
                        .formParam("scope", "email")
                        .post("/token")
                        .asString(),
                "access_token");

        given().auth()
                .oauth2(narrow)
                .get("/userinfo")
                .then()
                .statusCode(403)
                .header("WWW-Authenticate", containsString("insufficient_scope"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer x", "Bearer x.y.z", "Bearer eyJhbGciOiJub25lIn0.e30."})
    void anything_else_is_401_with_a_challenge(String header) {
        given().header("Authorization", header)
                .get("/userinfo")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("Bearer"))
                .body(member("error", equalTo("invalid_token")));
    }

    @Test
    void threat_25_a_token_of_another_kind_is_none() {
        App app = stage.register();
        String idToken = JsonMember.read(
                stage.redeem(app, stage.code(app, stage.signIn("pwd"), "openid"))
                        .asString(),
                "id_token");

        given().auth().oauth2(idToken).get("/userinfo").then().statusCode(401);
        given().auth().oauth2(stage.serviceToken()).get("/userinfo").then().statusCode(401);
    }

    private String token(String scope) {
        App app = stage.register();
        return JsonMember.read(
                stage.redeem(app, stage.code(app, stage.signIn("pwd"), scope)).asString(), "access_token");
    }

    @Test
    void RFC_6750_section_3_1_without_a_token_there_is_a_challenge_and_no_error_code() {
        for (Response response : List.of(
                given().get("/userinfo"),
                given().post("/userinfo"),
                given().header("Authorization", "").get("/userinfo"),
                given().header("Authorization", "Bearer").get("/userinfo"),
                given().header("Authorization", "Bearer ").get("/userinfo"),
                given().header("Authorization", "Basic eDp5").get("/userinfo"),
                given().get("/connect/register/unknown"))) {
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"albireo\"");
            assertThat(response.asString()).isEmpty();
        }
        assertThat(given().auth().oauth2("x").get("/userinfo").header("WWW-Authenticate"))
                .contains("error=\"invalid_token\"");
    }

    @Test
    void RFC_7517_section_8_5_2_the_keys_are_told_under_the_name_of_their_own_type() {
        Response response = given().accept("application/jwk-set+json").get("/.well-known/jwks.json");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.contentType()).startsWith("application/jwk-set+json");
        assertThat(given().accept("*/*").get("/.well-known/jwks.json").contentType())
                .startsWith("application/json");
    }

    @Test
    void RFC_9110_section_15_5_2_a_401_problem_carries_a_challenge() {
        Response response = given().get("/internal/resources/Client");

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"albireo\"");
    }
}
