package dev.albireo.oauth.introspect;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.albireo.events.SessionState;
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
@DisplayName("POST /introspect, RFC 7662")
class IntrospectResourceTest {
    @Inject
    Stage stage;

    @Inject
    FixedClock clock;

    @ParameterizedTest
    @ValueSource(strings = {"jwt", "opaque"})
    void section_2_2_an_active_token_is_told_of_whichever_form_it_has(String format) {
        App app = app("intro-" + format, format, "");
        Browser browser = stage.signIn("pwd", "hwk");
        Response tokens = tokens(app, browser);

        introspect(app, JsonMember.read(tokens.asString(), "access_token"))
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body(member("active", equalTo(true)))
                .body(member("scope", equalTo("openid profile")))
                .body(member("client_id", equalTo(app.id())))
                .body(member("username", equalTo("alice")))
                .body(member("sub", equalTo(browser.user().subject())))
                .body(member("aud", equalTo(List.of(PostgresResource.ISSUER))))
                .body(member("iss", equalTo(PostgresResource.ISSUER)))
                .body(member("token_type", equalTo("Bearer")))
                .body(member(
                        "exp", equalTo((int) clock.instant().plusSeconds(360).getEpochSecond())))
                .body(member("iat", equalTo((int) clock.instant().getEpochSecond())))
                .body(member("acr", equalTo("aal2")))
                .body(member("amr", equalTo(List.of("pwd", "hwk"))));
    }

    @Test
    void an_opaque_token_is_only_known_here_and_good_at_userinfo() {
        App app = app("opaque", "opaque", "");
        Browser browser = stage.signIn("pwd");
        String token = JsonMember.read(tokens(app, browser).asString(), "access_token");

        assertThat(token).startsWith("at_").doesNotContain(".");
        assertThat(stage.userinfoStatus(token)).isEqualTo(200);
        clock.advance(Duration.ofSeconds(361));
        assertThat(stage.userinfoStatus(token)).isEqualTo(401);
        assertInactive(introspect(app, token));
    }

    @Test
    void a_refresh_token_is_active_until_it_is_spent() {
        App app = app("refreshing", "opaque", "");
        String token = JsonMember.read(tokens(app, stage.signIn("pwd")).asString(), "refresh_token");

        introspect(app, token).then().body(member("active", equalTo(true))).body(member("token_type", equalTo(null)));
        String access = JsonMember.read(
                stage.refresh(app, token).then().statusCode(200).extract().asString(), "access_token");

        assertInactive(introspect(app, token));
        introspect(app, access).then().body(member("active", equalTo(true)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jwt", "opaque"})
    void every_end_is_felt_at_once(String format) {
        App app = app("ending-" + format, format, "");
        Browser browser = stage.signIn("pwd");
        String token = JsonMember.read(tokens(app, browser).asString(), "access_token");

        stage.tell(stage.ended(browser.session(), SessionState.LOGOUT));
        assertInactive(introspect(app, token));

        String other = JsonMember.read(tokens(app, stage.signIn("pwd")).asString(), "access_token");
        App asking = app("asking-" + format, "jwt", "");
        app("ending-" + format, format, ",\"audience\":\"asking-" + format + "\"");
        String meant = JsonMember.read(tokens(app, stage.signIn("pwd")).asString(), "access_token");
        introspect(asking, meant)
                .then()
                .body(member("active", equalTo(true)))
                .body(member("aud", equalTo(List.of(asking.id()))));
        stage.declare(app.id(), "{\"active\":false,\"grant_types\":[]}").then().statusCode(200);
        assertInactive(introspect(asking, meant));
        assertThat(stage.userinfoStatus(other)).isEqualTo(401);
    }

    @Test
    void another_clients_token_is_none_unless_it_is_meant_for_the_caller() {
        App app = app("owner", "jwt", "");
        App stranger = app("stranger", "jwt", "");
        String token = JsonMember.read(tokens(app, stage.signIn("pwd")).asString(), "access_token");

        assertInactive(introspect(stranger, token));
        introspect(app, token).then().body(member("active", equalTo(true)));
    }

    @Test
    void a_resource_server_learns_of_tokens_for_the_resources_that_it_serves() {
        App app = app("shopping", "jwt", "");
        App server = app("orders-api", "jwt", "");
        String asked = "https://orders.example/api";
        Browser browser = stage.signIn("pwd");
        String location = browser.get(stage.authorize(app, "scope", "openid profile", "resource", asked))
                .header("Location");
        String token = JsonMember.read(
                stage.redeem(app, Stage.query(location).get("code")).asString(), "access_token");
        assertInactive(introspect(server, token));

        serve(server.id(), "https://orders.example");
        assertInactive(introspect(server, token));
        serve(server.id(), asked);

        introspect(server, token)
                .then()
                .body(member("active", equalTo(true)))
                .body(member("aud", equalTo(List.of(asked))));
        assertInactive(introspect(server, JsonMember.read(tokens(app, browser).asString(), "access_token")));
        stage.administrator()
                .get("/internal/resources/Client/" + server.id())
                .then()
                .body(member("serves", equalTo(List.of(asked))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"https://orders.example\"", "[\"orders\"]", "[\"https://orders.example/#a\"]", "[7]"})
    void what_is_no_resource_cannot_be_served(String serves) {
        stage.declare("serving-nothing", "{\"serves\":" + serves + "}")
                .then()
                .statusCode(422)
                .body(member("field", equalTo("serves")));
    }

    private void serve(String id, String resource) {
        stage.administrator()
                .contentType("application/json")
                .body(Map.of("serves", List.of(resource)))
                .patch("/internal/resources/Client/" + id)
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "at_short", "a.b.c", "eyJhbGciOiJub25lIn0.e30."})
    void what_is_no_token_is_not_active(String token) {
        App app = app("guessing", "jwt", "");

        assertInactive(introspect(app, token));
        assertInactive(introspect(app, stage.serviceToken()));
    }

    @Test
    void section_2_1_only_a_client_with_its_secret_may_ask() {
        App app = app("secretly", "jwt", "");

        introspect(new App(app.id(), "wrong"), "x")
                .then()
                .statusCode(401)
                .body(member("error", equalTo("invalid_client")));
        given().formParam("token", "x").post("/introspect").then().statusCode(401);
        stage.declare("public", "{\"auth\":{\"authorization_code\":{\"redirect_uri\":\"https://app.example/cb\"}}}");
        given().formParam("client_id", "public")
                .formParam("token", "x")
                .post("/introspect")
                .then()
                .statusCode(401)
                .body(member("error", equalTo("invalid_client")));
        stage.token(app)
                .formParam("hint", "x")
                .post("/introspect")
                .then()
                .statusCode(400)
                .body(member("error", equalTo("invalid_request")));
    }

    @Test
    void the_request_may_be_JSON() {
        App app = app("jsonic", "jwt", "");

        given().contentType("application/json")
                .body(Map.of("client_id", app.id(), "client_secret", app.secret(), "token", "x"))
                .post("/introspect")
                .then()
                .statusCode(200)
                .body(member("active", equalTo(false)));
    }

    private App app(String id, String format, String more) {
        String body = """
                {"secret":"s3cret-enough","first_party":true,"auth":{"authorization_code":{"redirect_uri":"https://app.example/cb",
                 "token_format":"%s","refresh_token":true,"access_token_expiration":360%s}}}""".formatted(format, more);
        assertThat(stage.declare(id, body).statusCode()).isIn(200, 201);
        return new App(id, "s3cret-enough");
    }

    private Response tokens(App app, Browser browser) {
        return stage.redeem(app, stage.code(app, browser, "openid profile"));
    }

    private Response introspect(App app, String token) {
        return stage.token(app).formParam("token", token).post("/introspect");
    }

    private static void assertInactive(Response response) {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(JsonMember.<Map<String, Object>>read(response.asString(), "$"))
                .isEqualTo(Map.of("active", false));
    }
}
