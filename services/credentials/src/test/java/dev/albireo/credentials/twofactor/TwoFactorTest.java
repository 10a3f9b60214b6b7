package dev.albireo.credentials.twofactor;

import static dev.albireo.testkit.JsonMember.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.albireo.credentials.Authenticator;
import dev.albireo.credentials.Await;
import dev.albireo.credentials.Given;
import dev.albireo.credentials.Visit;
import dev.albireo.credentials.user.Users;
import dev.albireo.events.UserState;
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
@DisplayName("/auth/two-factor")
class TwoFactorTest {
    private static final String SETTINGS = "/auth/two-factor";
    private static final String ENABLE = "/auth/two-factor/enable";
    private static final String DISABLE = "/auth/two-factor/disable";

    @Inject
    Given given;

    @Inject
    Users users;

    @Inject
    FixedClock clock;

    @Test
    void enable_log_in_and_disable_in_one_go() {
        UserState user = given.user(false);
        Visit visit = Visit.of(user);
        String page = visit.get(ENABLE).asString();
        Authenticator app = new Authenticator(secretOf(page), clock);

        assertThat(visit.send(ENABLE, Map.of("token", app.code(), "form_token", Visit.field(page, "form_token")))
                        .header("Location"))
                .isEqualTo(SETTINGS);
        visit.get(SETTINGS)
                .then()
                .statusCode(200)
                .body(containsString("Disable"))
                .body(containsString("recovery-codes"));
        assertThat(now(user).totpEnabled()).isTrue();
        assertThat(now(user).choseSecondFactor()).isTrue();

        clock.advance(Duration.ofSeconds(30));
        Visit next = Visit.anonymous();
        Response password = next.send("/login", Map.of("username", user.username(), "password", Given.PASSWORD));
        assertThat(password.header("Location")).isEqualTo("/login/2fa");
        assertThat(next.get(SETTINGS).header("Location")).isEqualTo("/login/2fa");
        next.json(SETTINGS).then().statusCode(403);
        assertThat(next.post("/login/2fa", Map.of("token", app.code())).header("Location"))
                .isEqualTo("/account");

        clock.advance(Duration.ofSeconds(30));
        assertThat(next.post(DISABLE, Map.of("token", app.code())).header("Location"))
                .isEqualTo(SETTINGS);
        assertThat(now(user).totpEnabled()).isFalse();
        assertThat(now(user).choseSecondFactor()).isFalse();
        assertThat(visit.get(SETTINGS).header("Location")).startsWith("/login");
        assertThat(Given.login(user.username(), Given.PASSWORD).header("Location"))
                .isEqualTo("/account");

        assertThat(requested(Visit.of(user)).secret().base32())
                .isNotEqualTo(app.secret().base32());
    }

    @Test
    void the_same_as_json() {
        UserState user = given.user(false);
        Visit visit = Visit.of(user);
        Response requested = visit.json(ENABLE);
        Authenticator app = new Authenticator(JsonMember.<String>read(requested.asString(), "secretKey"), clock);
        requested
                .then()
                .statusCode(200)
                .body(member(
                        "uri",
                        equalTo("otpauth://totp/Albireo:" + user.username() + "?secret="
                                + app.secret().base32() + "&issuer=Albireo")));
        refused(visit.postJson(ENABLE, Map.of("token", "000000x")), "wrong_token");
        visit.postJson(ENABLE, Map.of("token", app.code()))
                .then()
                .statusCode(200)
                .body(member("enabled", is(true)))
                .body(member("recoveryCodes", hasSize(10)));
        visit.json(SETTINGS)
                .then()
                .body(member("enabled", is(true)))
                .body(member("passkeys", is(0)))
                .body(member("recoveryCodesLeft", is(10)));
        refused(visit.json(ENABLE), "already_enabled");
        refused(visit.postJson(ENABLE, Map.of("token", app.code())), "already_enabled");
        assertThat(visit.get(ENABLE).header("Location")).isEqualTo(SETTINGS);

        refused(visit.postJson(DISABLE, Map.of("token", app.code())), "wrong_token");
        clock.advance(Duration.ofSeconds(30));
        visit.postJson(DISABLE, Map.of("token", app.code()))
                .then()
                .statusCode(200)
                .body(member("enabled", is(false)));
        refused(visit.postJson(DISABLE, Map.of("token", app.code())), "not_requested");
        assertThat(visit.get(DISABLE).header("Location")).isEqualTo(SETTINGS);
        visit.json(SETTINGS).then().body(member("enabled", is(false))).body(member("recoveryCodesLeft", is(0)));
    }

    @Test
    void without_a_request_there_is_nothing_to_enable() {
        refused(Visit.of(given.user(false)).postJson(ENABLE, Map.of("token", "123456")), "not_requested");
    }

    @Test
    void a_wrong_code_shows_the_same_secret_and_a_new_start_another() {
        Visit visit = Visit.of(given.user(false));
        String page = visit.get(ENABLE).asString();
        Response wrong = visit.send(ENABLE, Map.of("token", "12345", "form_token", Visit.field(page, "form_token")));
        assertThat(secretOf(visit.get(ENABLE).asString())).isNotEqualTo(secretOf(page));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(secretOf(wrong.asString())).isEqualTo(secretOf(page));
        assertThat(wrong.asString()).contains("<title>Error:", "data:image/png;base64,", "inputmode=\"numeric\"");
    }

    @Test
    void a_secret_that_waits_is_worth_nothing_in_another_session() {
        UserState user = given.user(false);
        String noted = JsonMember.read(Visit.of(user).json(ENABLE).asString(), "secretKey");
        Visit owner = Visit.of(user);
        owner.json(ENABLE);
        refused(owner.postJson(ENABLE, Map.of("token", new Authenticator(noted, clock).code())), "wrong_token");
    }

    @Test
    void a_secret_that_waits_is_void_after_ten_minutes_and_after_a_password_change() {
        Visit late = Visit.of(given.user(false));
        String old = JsonMember.read(late.json(ENABLE).asString(), "secretKey");
        clock.advance(Duration.ofMinutes(10));
        refused(late.postJson(ENABLE, Map.of("token", new Authenticator(old, clock).code())), "not_requested");

        Visit changed = Visit.of(given.user(false));
        String noted = JsonMember.read(changed.json(ENABLE).asString(), "secretKey");
        clock.advance(Duration.ofSeconds(1));
        String form = changed.get("/account/password").asString();
        assertThat(changed.send(
                                "/account/password",
                                Map.of(
                                        "current",
                                        Given.PASSWORD,
                                        "password",
                                        Given.PASSWORD + " anew",
                                        "form_token",
                                        Visit.field(form, "form_token")))
                        .header("Location"))
                .isEqualTo("/account");
        refused(changed.postJson(ENABLE, Map.of("token", new Authenticator(noted, clock).code())), "not_requested");
    }

    @Test
    void recovery_codes_are_shown_until_they_are_kept() {
        Visit visit = enabled().visit();
        assertThat(visit.get(SETTINGS).asString()).contains("data-recovery-codes", "download=");
        assertThat(visit.get(SETTINGS).asString()).contains("data-recovery-codes");
        Response saved =
                visit.post(SETTINGS, "/account/recovery-codes/saved", Map.of("saved", "yes", "redirect_to", SETTINGS));
        assertThat(saved.header("Location")).isEqualTo(SETTINGS);
        assertThat(visit.get(SETTINGS).asString()).doesNotContain("data-recovery-codes");
    }

    @Test
    void a_code_that_enabled_does_not_sign_in() {
        Enabled enabled = enabled();
        Visit next = Visit.of(enabled.user());
        next.post("/login/2fa", Map.of("token", enabled.app().code()))
                .then()
                .statusCode(401)
                .body(containsString("is wrong or has expired"));
    }

    @Test
    void an_administrators_demand_keeps_the_last_factor() {
        UserState user = given.user(true);
        Visit visit = Visit.of(user);
        String page = visit.get("/login/2fa?way=app").asString();
        Authenticator app = new Authenticator(secretOf(page), clock);
        assertThat(visit.send("/login/2fa", Map.of("token", app.code(), "form_token", Visit.field(page, "form_token")))
                        .header("Location"))
                .isEqualTo("/login/2fa");
        assertThat(visit.get("/login/2fa").asString()).contains("data-recovery-codes");
        assertThat(visit.post("/login/2fa", Map.of("saved", "yes")).header("Location"))
                .isEqualTo("/account");
        clock.advance(Duration.ofSeconds(30));
        visit.postJson(DISABLE, Map.of("token", app.code())).then().statusCode(409);
        visit.post(DISABLE, Map.of("token", app.code())).then().statusCode(409).body(containsString("still enabled"));
    }

    @Test
    void a_recovery_code_signs_in_once_and_takes_the_application_away() {
        UserState user = given.user(false);
        Visit visit = Visit.of(user);
        Authenticator app = requested(visit);
        List<String> codes = JsonMember.read(
                visit.postJson(ENABLE, Map.of("token", app.code())).asString(), "recoveryCodes");
        Visit next = Visit.of(user);
        next.get("/login/2fa?way=recovery").then().body(containsString("recovery_code"));
        assertThat(next.post("/login/2fa?way=recovery", "/login/2fa", Map.of("recovery_code", codes.get(3)))
                        .header("Location"))
                .isEqualTo("/account");
        next.json(SETTINGS).then().body(member("recoveryCodesLeft", is(9)));
        Visit again = Visit.of(user);
        again.post("/login/2fa", Map.of("recovery_code", codes.get(3))).then().statusCode(401);
        assertThat(next.post(DISABLE, Map.of("token", codes.get(4))).header("Location"))
                .isEqualTo(SETTINGS);
    }

    @Test
    void who_is_not_signed_in_signs_in_and_comes_back() {
        Visit visit = Visit.anonymous();
        assertThat(visit.get(ENABLE).header("Location")).isEqualTo("/login?redirect_to=" + ENABLE);
        visit.json(ENABLE).then().statusCode(401);
        UserState user = given.user(false);
        Response in = visit.send(
                "/login", Map.of("username", user.username(), "password", Given.PASSWORD, "redirect_to", ENABLE));
        assertThat(in.header("Location")).isEqualTo(ENABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example", "https://evil.example", "/\\evil.example"})
    void no_redirect_to_another_site(String target) {
        Visit visit = Visit.anonymous();
        visit.get("/login?redirect_to=" + target.replace("\\", "%5C"))
                .then()
                .statusCode(200)
                .body(not(containsString("evil")));
        UserState user = given.user(false);
        Response in = visit.send(
                "/login", Map.of("username", user.username(), "password", Given.PASSWORD, "redirect_to", target));
        assertThat(in.header("Location")).isEqualTo("/account");
    }

    @Test
    void an_old_password_is_asked_for_again_first() {
        Visit visit = Visit.of(given.user(false));
        clock.advance(Duration.ofMinutes(6));
        visit.json(ENABLE).then().statusCode(403);
        assertThat(visit.get(ENABLE).header("Location")).isEqualTo("/account/confirm?redirect_to=" + ENABLE);
        assertThat(visit.post(
                                "/account/confirm?redirect_to=" + ENABLE,
                                "/account/confirm",
                                Map.of("password", Given.PASSWORD, "redirect_to", ENABLE))
                        .header("Location"))
                .isEqualTo(ENABLE);
        visit.get(ENABLE).then().statusCode(200);
    }

    private record Enabled(UserState user, Visit visit, Authenticator app) {}

    private Enabled enabled() {
        UserState user = given.user(false);
        Visit visit = Visit.of(user);
        String page = visit.get(ENABLE).asString();
        Authenticator app = new Authenticator(secretOf(page), clock);
        visit.send(ENABLE, Map.of("token", app.code(), "form_token", Visit.field(page, "form_token")))
                .then()
                .statusCode(303);
        return new Enabled(user, visit, app);
    }

    private Authenticator requested(Visit visit) {
        return new Authenticator(secretOf(visit.get(ENABLE).asString()), clock);
    }

    private static String secretOf(String page) {
        int at = page.indexOf(" id=\"secret\">") + 13;
        assertThat(at).as(page).isGreaterThan(13);
        return page.substring(at, page.indexOf('<', at)).replace(" ", "");
    }

    private UserState now(UserState user) {
        return Await.on(() -> users.byLoginName(user.username())).orElseThrow();
    }

    private static void refused(Response response, String error) {
        response.then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body(member("error", equalTo(error)))
                .body(member("error_description", not("")))
                .body(member("status", is(422)));
    }
}
