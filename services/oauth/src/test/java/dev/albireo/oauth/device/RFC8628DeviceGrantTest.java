package dev.albireo.oauth.device;

import static dev.albireo.oauth.Stage.query;
import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.events.UserState;
import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.oauth.Stage.Browser;
import dev.albireo.oauth.client.metadata.GrantSettings;
import dev.albireo.protocol.Interaction;
import dev.albireo.protocol.Interaction.RequiredStep;
import dev.albireo.protocol.SessionCookie;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.web.FormTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("RFC 8628: devices without a browser")
class RFC8628DeviceGrantTest {
    @Inject
    Stage stage;

    @Inject
    FixedClock clock;

    @Inject
    FormTokens tokens;

    @Test
    void section_3_2_a_device_gets_what_it_shows_and_what_it_asks_with() {
        Response begun = Devices.ask(Devices.register("openid"), "openid");

        begun.then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body(member("expires_in", equalTo(600)))
                .body(member("interval", equalTo(5)))
                .body(member("verification_uri", equalTo(PostgresResource.ISSUER + "/device")))
                .body(member(
                        "verification_uri_complete",
                        equalTo(PostgresResource.ISSUER + "/device?user_code="
                                + JsonMember.read(begun.asString(), "user_code"))));
        assertThat(JsonMember.<String>read(begun.asString(), "device_code")).matches("dc_[A-Za-z0-9_-]{43}");
        assertThat(JsonMember.<String>read(begun.asString(), "user_code"))
                .matches("[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}");
    }

    @Test
    void section_3_1_only_a_known_client_that_registered_for_it_may_ask_and_only_for_its_scopes() {
        App device = Devices.register("openid");
        App other = stage.register();

        Devices.ask(new App(device.id(), "wrong"), "openid")
                .then()
                .statusCode(401)
                .body(member("error", equalTo("invalid_client")));
        given().post("/device_authorization").then().statusCode(401);
        Devices.ask(other, "openid").then().statusCode(400).body(member("error", equalTo("unauthorized_client")));
        Devices.ask(device, "openid email").then().statusCode(400).body(member("error", equalTo("invalid_scope")));
        given().auth()
                .preemptive()
                .basic(device.id(), device.secret())
                .formParam("scope", "openid")
                .formParam("scope", "openid")
                .post("/device_authorization")
                .then()
                .statusCode(400)
                .body(member("error", equalTo("invalid_request")));
    }

    @Test
    void section_3_1_a_client_without_a_secret_asks_too() {
        String client = JsonMember.read(
                given().contentType(ContentType.JSON)
                        .body(Map.of(
                                "grant_types", List.of(GrantSettings.DEVICE_CODE),
                                "token_endpoint_auth_method", "none",
                                "scope", "openid"))
                        .post("/connect/register")
                        .asString(),
                "client_id");
        Response begun = given().formParam("client_id", client)
                .formParam("scope", "openid")
                .post("/device_authorization");
        Devices.answerCode(stage.signIn("pwd"), JsonMember.read(begun.asString(), "user_code"), "approve");

        given().formParam("client_id", client)
                .formParam("grant_type", GrantSettings.DEVICE_CODE)
                .formParam("device_code", JsonMember.<String>read(begun.asString(), "device_code"))
                .post("/token")
                .then()
                .statusCode(200)
                .body(member("id_token", containsString(".")));
    }

    @Test
    void section_3_5_it_is_pending_until_the_user_decides_and_slow_down_lengthens_the_interval() {
        App app = Devices.register("openid");
        String code = JsonMember.read(Devices.ask(app, "openid").asString(), "device_code");

        error(app, code, "authorization_pending");
        clock.advance(Duration.ofSeconds(5));
        error(app, code, "authorization_pending");
        clock.advance(Duration.ofSeconds(2));
        error(app, code, "slow_down");
        clock.advance(Duration.ofSeconds(6));
        error(app, code, "slow_down");
        clock.advance(Duration.ofSeconds(15));
        error(app, code, "authorization_pending");
    }

    @Test
    void section_3_5_tokens_tell_the_truth_about_who_approved() throws ParseException {
        App app = Devices.register("openid offline_access");
        Response begun = Devices.ask(app, "openid offline_access");
        Browser browser = stage.signIn("pwd", "hwk");

        Response page = Devices.answerCode(browser, JsonMember.read(begun.asString(), "user_code"), "approve");
        Response tokens = Devices.poll(app, JsonMember.read(begun.asString(), "device_code"));

        page.then().statusCode(200).body(containsString("Your device is connected"));
        JWTClaimsSet claims =
                SignedJWT.parse(JsonMember.read(tokens.asString(), "id_token")).getJWTClaimsSet();
        assertThat(claims.getSubject()).isEqualTo(browser.user().subject());
        assertThat(claims.getStringClaim("acr")).isEqualTo("aal2");
        assertThat(claims.getStringListClaim("amr")).containsExactly("pwd", "hwk");
        assertThat(claims.getLongClaim("auth_time"))
                .isEqualTo(browser.session().proofs().getFirst().at().getEpochSecond());
        assertThat(claims.getStringClaim("sid")).isEqualTo(browser.session().id());
        stage.refresh(app, JsonMember.read(tokens.asString(), "refresh_token"))
                .then()
                .statusCode(200);
        assertThat(stage.userinfoStatus(JsonMember.read(tokens.asString(), "access_token")))
                .isEqualTo(200);
    }

    @Test
    void section_3_3_the_page_says_what_asks_from_where_and_for_what() {
        App app = Devices.register("openid email");
        Response begun = given().auth()
                .preemptive()
                .basic(app.id(), app.secret())
                .header("User-Agent", "<b>TV</b>" + "x".repeat(500))
                .formParam("scope", "openid email")
                .post("/device_authorization");
        Browser browser = stage.signIn("pwd");

        String page = browser.get(Devices.question(browser, JsonMember.read(begun.asString(), "user_code")))
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
                .extract()
                .asString();

        assertThat(page)
                .contains(
                        "Television",
                        JsonMember.<String>read(begun.asString(), "user_code"),
                        "this computer",
                        "See your email address",
                        "alice")
                .contains("&lt;b&gt;TV&lt;/b&gt;x")
                .doesNotContain("x".repeat(250));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", " %s ", "lower"})
    void section_6_1_case_dashes_and_spaces_do_not_matter(String form) {
        String code = JsonMember.read(
                Devices.ask(Devices.register("openid"), "openid").asString(), "user_code");
        String submitted = form.equals("lower")
                ? code.replace("-", " ").toLowerCase(Locale.ROOT)
                : form.formatted(code.replace("-", ""));

        assertThat(Devices.type(stage.signIn("pwd"), submitted).statusCode()).isEqualTo(303);
    }

    @Test
    void section_3_3_1_the_complete_address_fills_the_code_in_and_lets_nothing_in_by_itself() {
        Response begun = Devices.ask(Devices.register("openid"), "openid");
        Browser browser = stage.signIn("pwd");

        Response page = browser.get(Devices.path(JsonMember.read(begun.asString(), "verification_uri_complete")));

        page.then()
                .statusCode(200)
                .body(containsString("value=\"" + JsonMember.read(begun.asString(), "user_code") + "\""));
        browser.get("/device?user_code=%22%3E%3Cscript%3E")
                .then()
                .statusCode(200)
                .body(not(containsString("<script>")));
    }

    @Test
    void section_5_1_codes_cannot_be_tried_without_end() {
        Browser browser = stage.signIn("pwd");
        for (int i = 0; i < 10; i++) {
            Devices.type(browser, "BBBBBBBB").then().statusCode(400).body(containsString("Error: Connect a device"));
        }
        String code = JsonMember.read(
                Devices.ask(Devices.register("openid"), "openid").asString(), "user_code");

        Devices.type(browser, code).then().statusCode(429).header("Retry-After", "900");
        clock.advance(Duration.ofMinutes(15));
        code = JsonMember.read(Devices.ask(Devices.register("openid"), "openid").asString(), "user_code");
        Devices.type(browser, code).then().statusCode(303);
    }

    @Test
    void section_3_5_who_is_turned_away_is_told_so() {
        App app = Devices.register("openid");
        Response begun = Devices.ask(app, "openid");

        Devices.answerCode(stage.signIn("pwd"), JsonMember.read(begun.asString(), "user_code"), "deny")
                .then()
                .statusCode(200)
                .body(containsString("The device wasn&#39;t connected"));

        error(app, JsonMember.read(begun.asString(), "device_code"), "access_denied");
    }

    @Test
    void section_3_5_a_code_expires_whether_it_was_approved_or_not() {
        App app = Devices.register("openid");
        Response begun = Devices.ask(app, "openid");
        Response approved = Devices.ask(app, "openid");
        Browser browser = stage.signIn("pwd");
        Devices.answerCode(browser, JsonMember.read(approved.asString(), "user_code"), "approve")
                .then()
                .statusCode(200);
        String question = Devices.question(browser, JsonMember.read(begun.asString(), "user_code"));
        clock.advance(Duration.ofMinutes(10));

        error(app, JsonMember.read(begun.asString(), "device_code"), "expired_token");
        error(app, JsonMember.read(approved.asString(), "device_code"), "expired_token");
        browser.get(question).then().statusCode(400);
        assertThat(Devices.type(browser, JsonMember.read(begun.asString(), "user_code"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void section_3_4_a_code_is_its_clients_and_of_its_kind() {
        App app = Devices.register("openid");
        App other = Devices.register("openid");
        Response begun = Devices.ask(app, "openid");
        Devices.answerCode(stage.signIn("pwd"), JsonMember.read(begun.asString(), "user_code"), "approve");
        String code = JsonMember.read(begun.asString(), "device_code");

        error(other, code, "invalid_grant");
        error(app, "ac_" + code.substring(3), "invalid_grant");
        error(app, "dc_" + "A".repeat(43), "invalid_grant");
        Devices.poll(app, code).then().statusCode(200);
    }

    @Test
    void threat_14_of_50_parallel_redemptions_one_wins_and_a_replay_ends_what_came_of_it() throws Exception {
        App app = Devices.register("openid");
        Response begun = Devices.ask(app, "openid");
        Devices.answerCode(stage.signIn("pwd"), JsonMember.read(begun.asString(), "user_code"), "approve");

        List<Response> answers = inParallel(() -> Devices.poll(app, JsonMember.read(begun.asString(), "device_code")));

        List<Response> good = answers.stream()
                .filter(response -> response.statusCode() == 200)
                .toList();
        assertThat(good).hasSize(1);
        assertThat(stage.userinfoStatus(JsonMember.read(good.getFirst().asString(), "access_token")))
                .isEqualTo(401);
    }

    @Test
    void a_device_is_answered_once() {
        App app = Devices.register("openid");
        Response begun = Devices.ask(app, "openid");
        Browser alice = stage.signIn("pwd");
        Browser bob = stage.signIn("pwd");
        String question = Devices.question(alice, JsonMember.read(begun.asString(), "user_code"));
        String page = alice.get(question).asString();
        Devices.answerCode(bob, JsonMember.read(begun.asString(), "user_code"), "deny")
                .then()
                .statusCode(200);

        alice.request()
                .formParam("interaction", query(question).get("interaction"))
                .formParam("form_token", Stage.formToken(page))
                .formParam("action", "approve")
                .post("/device")
                .then()
                .statusCode(400);
        error(app, JsonMember.read(begun.asString(), "device_code"), "access_denied");
    }

    @Test
    void threat_1_a_partial_session_opens_nothing_and_a_weak_one_goes_and_proves_a_second_factor()
            throws ParseException {
        App app = Devices.register("openid payment");
        Response begun = Devices.ask(app, "openid payment");
        Browser browser = stage.signIn("pwd");
        String question = Devices.question(browser, JsonMember.read(begun.asString(), "user_code"));

        Response sent = browser.get(question);

        assertThat(sent.statusCode()).isEqualTo(303);
        assertThat(sent.header("Location")).contains("/login/2fa?interaction=");
        Interaction interaction = interaction(sent);
        assertThat(interaction.step()).isEqualTo(RequiredStep.SECOND_FACTOR);
        assertThat(interaction.reasons()).containsExactly("HIGH_VALUE_SCOPE");
        assertThat(interaction.subject()).contains(browser.user().subject());
        assertThat(interaction.client().name()).isEqualTo("Television");
        Response back = browser.get("/authorize?interaction=" + interaction.id());
        assertThat(back.header("Location")).endsWith(question);
        approveWithoutPage(browser, question).then().statusCode(303);
        error(app, JsonMember.read(begun.asString(), "device_code"), "authorization_pending");
        Devices.answerCode(stage.signIn("pwd", "hwk"), JsonMember.read(begun.asString(), "user_code"), "approve")
                .then()
                .statusCode(200);
        Devices.poll(app, JsonMember.read(begun.asString(), "device_code"))
                .then()
                .statusCode(200);
    }

    @Test
    void what_the_client_registered_for_requests_that_do_not_say_holds_for_devices() throws ParseException {
        String television =
                "{\"name\":\"TV\",\"secret\":\"s3cret-enough\",\"grant_types\":[\"device_code\"],\"scope\":[\"openid\"],%s}";
        stage.declare("tv-28", television.formatted("\"default_max_age\":400"))
                .then()
                .statusCode(201);
        stage.declare("tv-29", television.formatted("\"default_acr_values\":[\"aal2\"]"))
                .then()
                .statusCode(201);
        Browser browser = stage.signIn("pwd");

        Response strong = Devices.ask(new App("tv-29", "s3cret-enough"), "openid");
        Response sent = browser.get(Devices.question(browser, JsonMember.read(strong.asString(), "user_code")));
        assertThat(sent.header("Location")).contains("/login/2fa?interaction=");
        assertThat(interaction(sent).reasons()).containsExactly("REQUESTED_ACR");

        String early = Devices.question(browser, recent());
        assertThat(browser.get(early).statusCode()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(401));
        String late = Devices.question(browser, recent());
        assertThat(browser.get(late).header("Location")).contains("/login?interaction=");
        approveWithoutPage(browser, late).then().statusCode(303);
    }

    /** Returns the user code of a device whose client registered a {@code default_max_age}. */
    private static String recent() {
        return JsonMember.read(
                Devices.ask(new App("tv-28", "s3cret-enough"), "openid").asString(), "user_code");
    }

    @Test
    void threat_1_a_session_that_lacks_its_own_second_factor_is_not_enough() {
        App app = Devices.register("openid");
        Response begun = Devices.ask(app, "openid");
        Browser browser = stage.signIn("pwd");
        stage.tell(required(browser.user()));

        String question = Devices.question(browser, JsonMember.read(begun.asString(), "user_code"));

        assertThat(browser.get(question).header("Location")).contains("/login/2fa?interaction=");
        approveWithoutPage(browser, question).then().statusCode(303);
        error(app, JsonMember.read(begun.asString(), "device_code"), "authorization_pending");
    }

    @Test
    void a_user_who_is_not_signed_in_signs_in_first_and_comes_back() throws ParseException {
        Response begun = Devices.ask(Devices.register("openid"), "openid");
        Browser signedIn = stage.signIn("pwd");
        Browser anonymous = new Browser(new LinkedHashMap<>(), signedIn.user(), signedIn.session());
        Response typed = anonymous
                .request()
                .formParam("user_code", JsonMember.<String>read(begun.asString(), "user_code"))
                .post("/device");
        anonymous.jar().putAll(typed.cookies());
        String question = Devices.path(typed.header("Location"));

        Response sent = anonymous.get(question);

        assertThat(sent.header("Location")).contains("/login?interaction=");
        assertThat(interaction(sent).step()).isEqualTo(RequiredStep.LOGIN);
        anonymous.jar().putAll(signedIn.jar());
        anonymous.get(question).then().statusCode(200).body(containsString("Allow this device to use your account?"));
    }

    @Test
    void a_question_is_for_the_browser_that_typed_the_code_and_an_answer_needs_its_form_token() {
        Response begun = Devices.ask(Devices.register("openid"), "openid");
        Browser alice = stage.signIn("pwd");
        String question = Devices.question(alice, JsonMember.read(begun.asString(), "user_code"));
        Browser bob = stage.signIn("pwd");
        bob.get(Devices.question(bob, JsonMember.read(begun.asString(), "user_code")))
                .then()
                .statusCode(200);

        bob.get(question).then().statusCode(400);
        alice.request()
                .formParam("interaction", query(question).get("interaction"))
                .formParam("action", "approve")
                .post("/device")
                .then()
                .statusCode(403);
        alice.request()
                .header("Origin", "https://evil.example")
                .formParam("user_code", JsonMember.<String>read(begun.asString(), "user_code"))
                .post("/device")
                .then()
                .statusCode(403);
    }

    @Test
    void threat_26_a_disabled_person_or_an_ended_session_yields_nothing() {
        App app = Devices.register("openid");
        Browser browser = stage.signIn("pwd");
        Response begun = Devices.ask(app, "openid");
        Devices.answerCode(browser, JsonMember.read(begun.asString(), "user_code"), "approve");
        UserState user = browser.user();
        stage.tell(new UserState(
                user.subject(),
                2,
                user.username(),
                user.email(),
                true,
                false,
                false,
                false,
                List.of(),
                Map.of(),
                null,
                false));
        error(app, JsonMember.read(begun.asString(), "device_code"), "invalid_grant");

        Browser other = stage.signIn("pwd");
        Response second = Devices.ask(app, "openid");
        Devices.answerCode(other, JsonMember.read(second.asString(), "user_code"), "approve");
        stage.tell(stage.ended(other.session(), "logout"));
        error(app, JsonMember.read(second.asString(), "device_code"), "invalid_grant");
    }

    @Test
    void threat_26_a_disabled_client_gets_nothing_and_is_asked_about_no_more() {
        String television =
                "{\"name\":\"TV\",\"active\":%s,\"secret\":\"s3cret-enough\",\"grant_types\":[\"device_code\"],\"scope\":[\"openid\"]}";
        stage.declare("tv-26", television.formatted(true)).then().statusCode(201);
        App app = new App("tv-26", "s3cret-enough");
        Response begun = Devices.ask(app, "openid");
        Browser browser = stage.signIn("pwd");
        String question = Devices.question(browser, JsonMember.read(begun.asString(), "user_code"));
        stage.declare("tv-26", television.formatted(false)).then().statusCode(200);

        browser.get(question).then().statusCode(400);
        Devices.poll(app, JsonMember.read(begun.asString(), "device_code"))
                .then()
                .statusCode(401);
    }

    @Test
    void a_demand_that_the_client_grew_since_is_judged_anew_before_tokens() {
        String television =
                "{\"name\":\"TV\",\"require_2fa\":%s,\"secret\":\"s3cret-enough\",\"grant_types\":[\"device_code\"],\"scope\":[\"openid\"]}";
        stage.declare("tv-27", television.formatted(false)).then().statusCode(201);
        App app = new App("tv-27", "s3cret-enough");
        Response begun = Devices.ask(app, "openid");
        Devices.answerCode(stage.signIn("pwd"), JsonMember.read(begun.asString(), "user_code"), "approve")
                .then()
                .statusCode(200);
        stage.declare("tv-27", television.formatted(true)).then().statusCode(200);

        error(app, JsonMember.read(begun.asString(), "device_code"), "invalid_grant");
    }

    /** Approves as a browser would whose page is not from this server. */
    private Response approveWithoutPage(Browser browser, String question) {
        String visit = query(question).getOrDefault("interaction", "");
        SessionCookie session = new SessionCookie(browser.jar().getOrDefault("albireo-session", ""));
        return browser.request()
                .formParam("interaction", visit)
                .formParam("form_token", tokens.token(Optional.of(session), Optional.of(visit)))
                .formParam("action", "approve")
                .post("/device");
    }

    private static Interaction interaction(Response sent) throws ParseException {
        String token = query(sent.header("Location")).get("interaction");
        return Interaction.fromClaims(SignedJWT.parse(token).getJWTClaimsSet());
    }

    private static UserState required(UserState user) {
        return new UserState(
                user.subject(),
                2,
                user.username(),
                user.email(),
                true,
                true,
                true,
                false,
                List.of(),
                Map.of(),
                null,
                false);
    }

    private static void error(App app, String code, String error) {
        Devices.poll(app, code)
                .then()
                .statusCode(400)
                .header("Cache-Control", "no-store")
                .body(member("error", equalTo(error)));
    }

    private static List<Response> inParallel(Callable<Response> work) throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Response>> running =
                    IntStream.range(0, 50).mapToObj(i -> executor.submit(work)).toList();
            List<Response> answers = new ArrayList<>();
            for (Future<Response> one : running) {
                answers.add(one.get());
            }
            return answers;
        }
    }
}
