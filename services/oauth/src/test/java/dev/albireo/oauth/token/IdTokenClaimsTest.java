package dev.albireo.oauth.token;

import static dev.albireo.oauth.Stage.query;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.oauth.Stage.Browser;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("id_token_claims: the claims of the granted scopes in ID tokens (OpenID Connect Core section 5.4)")
class IdTokenClaimsTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final List<String> ABOUT_THE_USER =
            List.of("preferred_username", "name", "email", "email_verified", "groups", "updated_at");
    private static final String SCOPE = "openid profile email offline_access";

    @Inject
    Stage stage;

    @Inject
    Pool db;

    @Test
    void a_new_client_has_the_claims_of_the_granted_scopes_without_a_request_to_UserInfo() throws ParseException {
        App registered = stage.register();
        Browser alice = stage.signIn("pwd");

        Response tokens = stage.redeem(registered, stage.code(registered, alice, SCOPE));

        assertThat(idToken(tokens))
                .containsEntry("email", "alice@example.org")
                .containsEntry("preferred_username", "alice")
                .containsEntry("nonce", "n")
                .doesNotContainKey("groups");
    }

    @Test
    void a_client_that_wants_none_asks_UserInfo_and_may_still_request_single_claims() throws ParseException {
        App plain = register(Map.of("id_token_claims", "none"));
        Browser alice = stage.signIn("pwd");
        Response tokens = stage.redeem(plain, stage.code(plain, alice, SCOPE));
        String single =
                stage.authorize(plain, "scope", "openid profile email", "claims", "{\"id_token\":{\"email\":null}}");

        assertThat(idToken(tokens)).doesNotContainKeys(ABOUT_THE_USER.toArray(String[]::new));
        assertThat(given().auth()
                        .oauth2(JsonMember.read(tokens.asString(), "access_token"))
                        .get("/userinfo")
                        .as(Map.class))
                .containsEntry("email", "alice@example.org");
        assertThat(idToken(stage.redeem(
                        plain, query(alice.get(single).header("Location")).get("code"))))
                .containsKey("email")
                .doesNotContainKey("preferred_username");
    }

    @Test
    void RFC_6749_section_6_a_refresh_for_fewer_scopes_has_fewer_claims() throws ParseException {
        App app = stage.register();
        Response tokens = stage.redeem(app, stage.code(app, stage.signIn("pwd"), SCOPE));

        Response narrowed = stage.token(app)
                .formParam("grant_type", "refresh_token")
                .formParam("refresh_token", JsonMember.<String>read(tokens.asString(), "refresh_token"))
                .formParam("scope", "openid email")
                .post("/token");

        assertThat(idToken(narrowed)).containsKey("email").doesNotContainKey("preferred_username");
    }

    @Test
    void a_client_of_an_earlier_release_keeps_its_ID_tokens_also_when_it_is_changed() throws ParseException {
        Browser alice = stage.signIn("pwd");
        Response before = post(Map.of("id_token_claims", "scopes"));
        App old = new App(
                JsonMember.read(before.asString(), "client_id"), JsonMember.read(before.asString(), "client_secret"));
        stage.declare("of-an-earlier-release", declaration("One"));
        forget(old.id());
        forget("of-an-earlier-release");

        Map<String, Object> change = new HashMap<>(metadata(Map.of("client_id", old.id(), "client_name", "Two")));
        Response replaced = given().auth()
                .oauth2(JsonMember.read(before.asString(), "registration_access_token"))
                .contentType(ContentType.JSON)
                .body(change)
                .put("/connect/register/" + old.id());
        assertThat(JsonMember.<String>read(replaced.asString(), "id_token_claims"))
                .isEqualTo("none");
        assertThat(stage.declare("of-an-earlier-release", declaration("Two")).statusCode())
                .isEqualTo(200);

        App declared = new App("of-an-earlier-release", "s3cret-enough");
        for (App app : List.of(old, declared)) {
            assertThat(idToken(stage.redeem(app, stage.code(app, alice, SCOPE))))
                    .as(app.id())
                    .doesNotContainKeys(ABOUT_THE_USER.toArray(String[]::new));
        }
    }

    private App register(Map<String, Object> more) {
        Response response = post(more);
        return new App(
                JsonMember.read(response.asString(), "client_id"),
                JsonMember.read(response.asString(), "client_secret"));
    }

    private static Response post(Map<String, Object> more) {
        return given().contentType(ContentType.JSON).body(metadata(more)).post("/connect/register");
    }

    private static Map<String, Object> metadata(Map<String, Object> more) {
        Map<String, Object> metadata = new HashMap<>(more);
        metadata.put("redirect_uris", List.of(Stage.REDIRECT_URI));
        return metadata;
    }

    private static String declaration(String name) {
        return """
                {"name":"%s","secret":"s3cret-enough","auth":{"authorization_code":{"redirect_uri":"%s"}}}""".formatted(name, Stage.REDIRECT_URI);
    }

    /** Makes it the row that a release without this member wrote. */
    private void forget(String client) {
        db.query("UPDATE client SET metadata = metadata #- '{responses,claimsInIdToken}' WHERE id = '" + client + "'")
                .execute()
                .await()
                .atMost(LIMIT);
    }

    private static Map<String, Object> idToken(Response tokens) throws ParseException {
        return SignedJWT.parse(JsonMember.read(tokens.asString(), "id_token"))
                .getJWTClaimsSet()
                .getClaims();
    }
}
