package dev.albireo.oauth.revoke;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("POST /revoke, RFC 7009")
class RFC7009RevocationTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Inject
    Stage stage;

    @Inject
    Pool db;

    @Test
    void section_2_1_a_refresh_token_ends_with_its_family_and_access_tokens() {
        App app = stage.register();
        Response tokens = tokens(app);
        String next = JsonMember.read(
                stage.refresh(app, JsonMember.read(tokens.asString(), "refresh_token"))
                        .asString(),
                "refresh_token");

        revoke(app, next)
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body(equalTo(""));

        stage.refresh(app, next).then().statusCode(400).body(member("error", equalTo("invalid_grant")));
        assertThat(stage.userinfoStatus(JsonMember.read(tokens.asString(), "access_token")))
                .isEqualTo(401);
    }

    @Test
    void section_2_1_a_spent_refresh_token_ends_its_family_too() {
        App app = stage.register();
        String first = JsonMember.read(tokens(app).asString(), "refresh_token");
        String second = JsonMember.read(stage.refresh(app, first).asString(), "refresh_token");

        revoke(app, first).then().statusCode(200);

        stage.refresh(app, second).then().statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jwt", "opaque"})
    void section_2_1_an_access_token_ends_with_its_grant_whichever_form_it_has(String format) {
        App app = declared("revoked-" + format, format);
        Response tokens = tokens(app);

        revoke(app, JsonMember.read(tokens.asString(), "access_token")).then().statusCode(200);

        assertThat(stage.userinfoStatus(JsonMember.read(tokens.asString(), "access_token")))
                .isEqualTo(401);
        stage.refresh(app, JsonMember.read(tokens.asString(), "refresh_token"))
                .then()
                .statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"refresh_token", "access_token"})
    void section_2_1_another_clients_token_is_refused_and_stays_good(String kind) {
        App app = stage.register();
        Response tokens = tokens(app);

        revoke(stage.register(), tokens.path(kind))
                .then()
                .statusCode(400)
                .body(member("error", equalTo("invalid_grant")));

        assertThat(stage.userinfoStatus(JsonMember.read(tokens.asString(), "access_token")))
                .isEqualTo(200);
        stage.refresh(app, JsonMember.read(tokens.asString(), "refresh_token"))
                .then()
                .statusCode(200);
    }

    @Test
    void section_2_1_the_client_must_authenticate() {
        App app = stage.register();
        Response tokens = tokens(app);

        revoke(new App(app.id(), "wrong"), JsonMember.read(tokens.asString(), "refresh_token"))
                .then()
                .statusCode(401)
                .body(member("error", equalTo("invalid_client")));
        given().formParam("client_id", app.id())
                .formParam("token", JsonMember.<String>read(tokens.asString(), "refresh_token"))
                .post("/revoke")
                .then()
                .statusCode(401);
        given().formParam("token", "x").post("/revoke").then().statusCode(401);

        stage.refresh(app, JsonMember.read(tokens.asString(), "refresh_token"))
                .then()
                .statusCode(200);
    }

    @Test
    void section_2_1_a_public_client_revokes_its_own_by_its_id() {
        stage.declare("revoking-phone", """
                {"first_party":true,"auth":{"authorization_code":{"redirect_uri":"https://app.example/cb"}}}""");
        String code = stage.code(new App("revoking-phone", ""), stage.signIn("pwd"), "openid");
        String token = JsonMember.read(
                given().formParam("grant_type", "authorization_code")
                        .formParam("client_id", "revoking-phone")
                        .formParam("code", code)
                        .formParam("redirect_uri", Stage.REDIRECT_URI)
                        .formParam("code_verifier", Stage.VERIFIER)
                        .post("/token")
                        .asString(),
                "access_token");

        given().formParam("client_id", "revoking-phone")
                .formParam("token", token)
                .formParam("token_type_hint", "refresh_token")
                .post("/revoke")
                .then()
                .statusCode(200);

        assertThat(stage.userinfoStatus(token)).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "rt_short",
                "rt_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "a.b.c",
                "eyJhbGciOiJub25lIn0.e30."
            })
    void section_2_2_what_is_no_token_is_answered_with_200(String token) {
        revoke(stage.register(), token).then().statusCode(200);
    }

    @Test
    void section_2_1_a_request_without_a_token_is_refused() {
        stage.token(stage.register())
                .formParam("hint", "x")
                .post("/revoke")
                .then()
                .statusCode(400)
                .body(member("error", equalTo("invalid_request")));
    }

    @Test
    void it_is_told_to_the_audit_trail_once() {
        App app = stage.register();
        String token = JsonMember.read(tokens(app).asString(), "refresh_token");
        revoke(app, token).then().statusCode(200);
        revoke(app, token).then().statusCode(200);

        long told = db.preparedQuery("SELECT count(*) AS told FROM outbox"
                        + " WHERE payload::json->>'action' = 'token.revoke' AND payload::json->>'actor' = $1")
                .execute(Tuple.of(app.id()))
                .await()
                .atMost(LIMIT)
                .iterator()
                .next()
                .getLong("told");
        assertThat(told).isEqualTo(1);
    }

    private App declared(String id, String format) {
        stage.declare(id, """
                {"secret":"s3cret-enough","first_party":true,"auth":{"authorization_code":{"redirect_uri":"https://app.example/cb",
                 "token_format":"%s","refresh_token":true}}}""".formatted(format));
        return new App(id, "s3cret-enough");
    }

    private Response tokens(App app) {
        return stage.redeem(app, stage.code(app, stage.signIn("pwd"), "openid offline_access"));
    }

    private Response revoke(App app, String token) {
        return stage.token(app).formParam("token", token).post("/revoke");
    }
}
