package dev.albireo.oauth.token;

import static dev.albireo.oauth.Stage.REDIRECT_URI;
import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
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
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("POST /token")
class TokenResourceTest {
    @Inject
    Stage stage;

    @Inject
    FixedClock clock;

    @Test
    void a_code_becomes_tokens_once_and_a_replay_revokes_them() {
        App app = stage.register();
        String code = stage.code(app, stage.signIn("pwd"), "openid");

        Response first = stage.redeem(app, code);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.header("Cache-Control")).isEqualTo("no-store");
        assertThat(JsonMember.<Map<String, Object>>read(first.asString(), "$")).doesNotContainKey("refresh_token");
        assertThat(stage.userinfoStatus(JsonMember.read(first.asString(), "access_token")))
                .isEqualTo(200);

        Response second = stage.redeem(app, code);
        assertThat(second.statusCode()).isEqualTo(400);
        assertThat(JsonMember.<String>read(second.asString(), "error")).isEqualTo("invalid_grant");
        assertThat(stage.userinfoStatus(JsonMember.read(first.asString(), "access_token")))
                .isEqualTo(401);
    }

    @Test
    void tokens_tell_the_truth_about_the_sign_in() throws ParseException {
        App app = stage.register();
        Browser browser = stage.signIn("pwd", "hwk");

        Response tokens = stage.redeem(app, stage.code(app, browser, "openid payment"));

        SignedJWT idToken = SignedJWT.parse(JsonMember.read(tokens.asString(), "id_token"));
        JWTClaimsSet claims = idToken.getJWTClaimsSet();
        assertThat(claims.getStringClaim("acr")).isEqualTo("aal2");
        assertThat(claims.getStringListClaim("amr")).containsExactly("pwd", "hwk");
        assertThat(claims.getStringClaim("sid")).isEqualTo(browser.session().id());
        assertThat(claims.getStringClaim("nonce")).isEqualTo("n");
        assertThat(claims.getSubject()).isEqualTo(browser.user().subject());
        assertThat(SignedJWT.parse(JsonMember.read(tokens.asString(), "access_token"))
                        .getHeader()
                        .getType()
                        .getType())
                .isEqualTo("at+jwt");
    }

    @Test
    void refresh_tokens_rotate_and_reuse_ends_the_family() {
        App app = stage.register();
        Response tokens = stage.redeem(app, stage.code(app, stage.signIn("pwd"), "openid offline_access"));
        String first = JsonMember.read(tokens.asString(), "refresh_token");

        String second = JsonMember.read(stage.refresh(app, first).asString(), "refresh_token");
        assertThat(second).startsWith("rt_").isNotEqualTo(first);
        clock.advance(Duration.ofSeconds(10));

        stage.refresh(app, first).then().statusCode(400).body(member("error", equalTo("invalid_grant")));
        stage.refresh(app, second).then().statusCode(400).body(member("error", equalTo("invalid_grant")));
        assertThat(stage.userinfoStatus(JsonMember.read(tokens.asString(), "access_token")))
                .isEqualTo(401);
    }

    @Test
    void a_refresh_whose_answer_was_lost_is_answered_again_until_its_token_is_used() {
        App app = stage.register();
        String first = JsonMember.read(
                stage.redeem(app, stage.code(app, stage.signIn("pwd"), "openid offline_access"))
                        .asString(),
                "refresh_token");
        String lost = JsonMember.read(stage.refresh(app, first).asString(), "refresh_token");

        Response again = stage.refresh(app, first);

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(JsonMember.<String>read(again.asString(), "refresh_token")).isEqualTo(lost);
        assertThat(stage.userinfoStatus(JsonMember.read(again.asString(), "access_token")))
                .isEqualTo(200);
        stage.refresh(stage.register(), first).then().statusCode(400);
        stage.refresh(app, lost).then().statusCode(200);
        stage.refresh(app, first).then().statusCode(400).body(member("error", equalTo("invalid_grant")));
        assertThat(stage.userinfoStatus(JsonMember.read(again.asString(), "access_token")))
                .isEqualTo(401);
    }

    @Test
    void a_refresh_never_raises_what_was_proved_and_has_no_nonce() throws ParseException {
        App app = stage.register();
        Response tokens = stage.redeem(app, stage.code(app, stage.signIn("pwd"), "openid offline_access"));
        long authTime = SignedJWT.parse(JsonMember.read(tokens.asString(), "id_token"))
                .getJWTClaimsSet()
                .getLongClaim("auth_time");
        clock.advance(Duration.ofMinutes(30));

        JWTClaimsSet claims = SignedJWT.parse(JsonMember.read(
                        stage.refresh(app, JsonMember.read(tokens.asString(), "refresh_token"))
                                .asString(),
                        "id_token"))
                .getJWTClaimsSet();

        assertThat(claims.getLongClaim("auth_time")).isEqualTo(authTime);
        assertThat(claims.getStringClaim("acr")).isEqualTo("aal1");
        assertThat(claims.getClaims()).doesNotContainKey("nonce");
    }

    @Test
    void a_refresh_token_of_another_client_is_refused_and_stays_good() {
        App app = stage.register();
        App other = stage.register();
        String token = JsonMember.read(
                stage.redeem(app, stage.code(app, stage.signIn("pwd"), "openid offline_access"))
                        .asString(),
                "refresh_token");

        stage.refresh(other, token).then().statusCode(400).body(member("error", equalTo("invalid_grant")));
        stage.refresh(app, token).then().statusCode(200);
    }

    @Test
    void threat_14_of_50_parallel_redemptions_one_wins() throws Exception {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");
        String code = stage.code(app, browser, "openid offline_access");
        assertThat(successes(() -> stage.redeem(app, code).statusCode())).isEqualTo(1);

        String token = JsonMember.read(
                stage.redeem(app, stage.code(app, browser, "openid offline_access"))
                        .asString(),
                "refresh_token");
        Queue<String> next = new ConcurrentLinkedQueue<>();
        assertThat(successes(() -> {
                    Response response = stage.refresh(app, token);
                    next.add(String.valueOf(JsonMember.<String>read(response.asString(), "refresh_token")));
                    return response.statusCode();
                }))
                .isEqualTo(50);
        assertThat(next.stream().distinct()).as("one chain").hasSize(1);
    }

    @Test
    void a_logout_ends_what_is_not_offline() {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");
        Response online = stage.redeem(app, stage.code(app, browser, "openid"));
        Response offline = stage.redeem(app, stage.code(app, browser, "openid offline_access"));

        stage.tell(stage.ended(browser.session(), SessionState.LOGOUT));

        assertThat(stage.userinfoStatus(JsonMember.read(online.asString(), "access_token")))
                .isEqualTo(401);
        assertThat(stage.userinfoStatus(JsonMember.read(offline.asString(), "access_token")))
                .isEqualTo(200);
        stage.refresh(app, JsonMember.read(offline.asString(), "refresh_token"))
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {SessionState.DISABLED, SessionState.REVOKED})
    void disabling_and_revoking_end_everything(String reason) {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");
        Response offline = stage.redeem(app, stage.code(app, browser, "openid offline_access"));

        stage.tell(stage.ended(browser.session(), reason));

        assertThat(stage.userinfoStatus(JsonMember.read(offline.asString(), "access_token")))
                .isEqualTo(401);
        stage.refresh(app, JsonMember.read(offline.asString(), "refresh_token"))
                .then()
                .statusCode(400);
    }

    @Test
    void a_code_of_a_session_that_ended_meanwhile_is_worth_nothing() {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");
        String code = stage.code(app, browser, "openid");

        stage.tell(stage.ended(browser.session(), SessionState.LOGOUT));

        stage.redeem(app, code).then().statusCode(400).body(member("error", equalTo("invalid_grant")));
    }

    @Test
    void RFC_6749_section_5_2_a_wrong_secret_is_401_with_a_challenge() {
        App app = stage.register();

        given().auth()
                .preemptive()
                .basic(app.id(), "wrong")
                .formParam("grant_type", "authorization_code")
                .post("/token")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("Basic"))
                .header("Cache-Control", "no-store")
                .body(member("error", equalTo("invalid_client")));
    }

    @ParameterizedTest
    @CsvSource({
        "grant_type=password, unsupported_grant_type",
        "grant_type=client_credentials, unauthorized_client",
        "'', invalid_request",
        "grant_type=authorization_code, invalid_request",
        "grant_type=authorization_code&code=x&redirect_uri=y, invalid_grant",
        "grant_type=refresh_token, invalid_request",
        "grant_type=refresh_token&refresh_token=ac_x, invalid_grant",
        "grant_type=refresh_token&grant_type=refresh_token, invalid_request",
        "grant_type=refresh_token&scope=%00, invalid_request",
        "grant_type=%zz&a=b, invalid_request"
    })
    void every_other_refusal_is_400_with_its_error(String body, String error) {
        App app = stage.register();

        stage.token(app)
                .contentType("application/x-www-form-urlencoded")
                .body(body)
                .post("/token")
                .then()
                .statusCode(400)
                .body(member("error", equalTo(error)));
    }

    @Test
    void a_body_of_another_type_is_an_OAuth_error_too() {
        given().contentType("text/plain")
                .body("{}")
                .post("/token")
                .then()
                .statusCode(415)
                .body(member("$", hasKey("error")));
        given().get("/token").then().statusCode(405).body(member("$", hasKey("error")));
    }

    @Test
    void a_request_may_be_JSON_of_texts() {
        App app = stage.register();
        String code = stage.code(app, stage.signIn("pwd"), "openid");

        given().contentType("application/json")
                .body(Map.of(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        app.id(),
                        "client_secret",
                        app.secret(),
                        "code",
                        code,
                        "redirect_uri",
                        REDIRECT_URI,
                        "code_verifier",
                        Stage.VERIFIER))
                .post("/token")
                .then()
                .statusCode(200)
                .body(member("$", hasKey("id_token")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "5",
                "{",
                "{\"grant_type\":5}",
                "{\"grant_type\":[\"authorization_code\"]}",
                "{\"client_id\":\"a\",\"client_id\":\"b\"}",
                "{\"client_id\":\"a\\u0000\"}",
                "{} {}"
            })
    void JSON_of_anything_else_is_an_invalid_request(String body) {
        given().contentType("application/json")
                .body(body)
                .post("/token")
                .then()
                .statusCode(400)
                .body(member("error", equalTo("invalid_request")));
    }

    @Test
    void a_service_gets_a_token_for_the_service_its_scope_names() throws ParseException {
        JWTClaimsSet claims = SignedJWT.parse(stage.serviceToken()).getJWTClaimsSet();

        assertThat(claims.getAudience()).containsExactly("albireo-oauth");
        assertThat(claims.getStringClaim("scope")).isEqualTo("internal:oauth");
        assertThat(claims.getStringClaim("client_id")).isEqualTo("credentials");
    }

    @Test
    void a_service_may_not_send_its_secret_in_the_form_nor_ask_for_more() {
        given().formParam("grant_type", "client_credentials")
                .formParam("client_id", "credentials")
                .formParam("client_secret", "x")
                .post("/token")
                .then()
                .statusCode(401)
                .body(member("error", equalTo("invalid_client")));
    }

    @Test
    void a_public_client_redeems_with_its_verifier_alone() {
        Response registered = given().contentType("application/json")
                .body("{\"redirect_uris\":[\"" + REDIRECT_URI + "\"],\"token_endpoint_auth_method\":\"none\"}")
                .post("/connect/register");
        assertThat(JsonMember.<Map<String, Object>>read(registered.asString(), "$"))
                .doesNotContainKey("client_secret");
        App app = new App(JsonMember.read(registered.asString(), "client_id"), "");
        String code = stage.code(app, stage.signIn("pwd"), "openid");

        given().formParam("grant_type", "authorization_code")
                .formParam("client_id", app.id())
                .formParam("code", code)
                .formParam("redirect_uri", REDIRECT_URI)
                .formParam("code_verifier", Stage.VERIFIER)
                .post("/token")
                .then()
                .statusCode(200);
    }

    private interface Attempt {
        int status();
    }

    private static long successes(Attempt attempt) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(50)) {
            List<Future<Integer>> all = IntStream.range(0, 50)
                    .mapToObj(i -> threads.submit(attempt::status))
                    .toList();
            long won = 0;
            for (Future<Integer> one : all) {
                assertThat(one.get()).isIn(200, 400);
                won += one.get() == 200 ? 1 : 0;
            }
            return won;
        }
    }
}
