package dev.albireo.oauth.key;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("/internal/keys")
class KeysResourceTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** Longer than a JWKS is cached, and than an access token is valid. */
    private static final Duration CACHES_EXPIRED = Duration.ofMinutes(6);

    @Inject
    Stage stage;

    @Inject
    FixedClock clock;

    @Inject
    Pool db;

    @Test
    void an_administrator_makes_the_keys_move_on_and_no_token_is_refused() {
        App app = stage.register();
        stage.serviceToken();
        Map<String, String> active = Map.of();
        String token = "";
        for (int tries = 0; active.isEmpty() && tries < 10; tries++) {
            clock.advance(CACHES_EXPIRED);
            token = JsonMember.read(
                    stage.redeem(app, stage.code(app, stage.signIn("pwd"), "openid"))
                            .asString(),
                    "access_token");
            active = rotate();
        }

        assertThat(active).containsOnlyKeys("RS256", "PS256", "ES256", "EdDSA");
        assertThat(stage.userinfoStatus(token)).isEqualTo(200);
        List<String> published =
                JsonMember.read(given().get("/.well-known/jwks.json").asString(), "keys[*].kid");
        assertThat(published).containsAll(active.values());
        stage.administrator().post("/internal/keys/rotate").then().statusCode(409);
    }

    /**
     * Returns the active keys; none if the next ones are too new, which they are when the clock of all tests has just caused a scheduled
     * rotation.
     */
    private Map<String, String> rotate() {
        Response response = stage.administrator().post("/internal/keys/rotate");
        if (response.statusCode() == 409) {
            return Map.of();
        }
        return JsonMember.read(response.then().statusCode(200).extract().asString(), "active");
    }

    @Test
    void other_callers_are_rejected() {
        given().post("/internal/keys/rotate").then().statusCode(401);
        given().auth()
                .oauth2(stage.serviceToken())
                .header("Albireo-Actor", stage.administratorToken("aal1"))
                .post("/internal/keys/rotate")
                .then()
                .statusCode(403);
    }

    @Test
    void a_revoked_key_opens_nothing_any_more() {
        App app = stage.register();
        String forged = JsonMember.read(
                stage.redeem(app, stage.code(app, stage.signIn("pwd"), "openid"))
                        .asString(),
                "access_token");
        String kid = kid(forged);

        Map<String, String> active = JsonMember.read(
                revoke(kid, "found in a log").statusCode(200).extract().asString(), "active");

        assertThat(active).hasSize(4).doesNotContainValue(kid);
        assertThat(stage.userinfoStatus(forged)).isEqualTo(401);
        assertThat(JsonMember.<Boolean>read(
                        stage.token(app)
                                .formParam("token", forged)
                                .post("/introspect")
                                .asString(),
                        "active"))
                .isFalse();
        assertThat(JsonMember.<List<String>>read(
                        given().get("/.well-known/jwks.json").asString(), "keys[*].kid"))
                .doesNotContain(kid)
                .containsAll(active.values());
        assertThat(JsonMember.<List<String>>read(
                        stage.administrator().get("/internal/keys").asString(), "$[*].kid"))
                .doesNotContain(kid);
        revoke(kid, "found in a log").statusCode(404);
        assertThat(audited(kid)).contains("\"keys.revoke\"").contains("found in a log");
    }

    @Test
    void a_revocation_needs_a_key_a_reason_and_a_recent_second_factor() {
        revoke("no such key", "found in a log").statusCode(404);
        revoke("x", "").statusCode(422);
        stage.administrator()
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/internal/keys/revoke")
                .then()
                .statusCode(422);
        stage.administrator(stage.administratorToken(Duration.ofMinutes(6)))
                .contentType(ContentType.JSON)
                .body(Map.of("kid", "x", "reason", "found in a log"))
                .post("/internal/keys/revoke")
                .then()
                .statusCode(403);
    }

    private ValidatableResponse revoke(String kid, String reason) {
        return stage.administrator()
                .contentType(ContentType.JSON)
                .body(Map.of("kid", kid, "reason", reason))
                .post("/internal/keys/revoke")
                .then();
    }

    private static String kid(String token) {
        try {
            return SignedJWT.parse(token).getHeader().getKeyID();
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    private String audited(String target) {
        return db.preparedQuery("SELECT payload::text FROM outbox WHERE payload::text LIKE $1")
                .execute(Tuple.of("%" + target + "%"))
                .await()
                .atMost(LIMIT)
                .iterator()
                .next()
                .getString(0);
    }
}
