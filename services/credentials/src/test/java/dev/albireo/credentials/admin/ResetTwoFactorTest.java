package dev.albireo.credentials.admin;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.albireo.credentials.Authenticator;
import dev.albireo.credentials.Given;
import dev.albireo.credentials.Visit;
import dev.albireo.events.UserState;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ResetTwoFactorTest {
    @Inject
    TestTokens tokens;

    @Inject
    Given users;

    @Inject
    FixedClock clock;

    @Test
    void a_reset_removes_every_factor_and_ends_every_session() {
        UserState user = users.user(false);
        Visit visit = protectedBy(user);
        admin().get("/internal/users/" + user.subject() + "/two-factor")
                .then()
                .body(member("totpEnabled", is(true)))
                .body(member("totpEnabledAt", notNullValue()))
                .body(member("recoveryCodesLeft", is(10)))
                .body(member("lockedUntil", nullValue()));
        reset(user.subject(), "lost phone")
                .then()
                .statusCode(200)
                .body(member("user.totpEnabled", is(false)))
                .body(member("user.choseSecondFactor", is(false)))
                .body(member("user.version", is(3)));
        admin().get("/internal/users/" + user.subject() + "/two-factor")
                .then()
                .body(member("totpEnabled", is(false)))
                .body(member("recoveryCodesLeft", is(0)));
        assertThat(visit.get("/account").header("Location")).isEqualTo("/login");
        assertThat(Given.login(user.username(), Given.PASSWORD).header("Location"))
                .isEqualTo("/account");
    }

    @Test
    void a_reset_needs_a_reason_and_a_known_user() {
        UserState user = users.user(false);
        for (String reason : List.of("", "  x ", "y".repeat(201), "line\nbreak")) {
            reset(user.subject(), reason).then().statusCode(422).body(member("field", equalTo("reason")));
        }
        reset(users.newId(), "lost phone").then().statusCode(404);
        admin().post("/internal/users/" + users.newId() + "/unlock").then().statusCode(404);
    }

    @Test
    void wrong_codes_lock_the_account_until_an_administrator_or_the_time_unlocks_it() {
        UserState user = users.user(false);
        Authenticator app = appOf(user);
        for (int sessions = 0; sessions < 4; sessions++) {
            Visit guess = Visit.of(user);
            for (int i = 0; i < 5; i++) {
                guess.post("/login/2fa", Map.of("token", "00000x")).then().statusCode(401);
            }
        }
        clock.advance(Duration.ofSeconds(30));
        Visit visit = Visit.of(user);
        String locked = visit.post("/login/2fa", Map.of("token", app.code()))
                .then()
                .statusCode(429)
                .extract()
                .asString();
        assertThat(locked).contains("too many wrong codes for this account", "You can try again");
        admin().get("/internal/users/" + user.subject() + "/two-factor")
                .then()
                .body(member("lockedUntil", notNullValue()));
        admin().post("/internal/users/" + user.subject() + "/unlock")
                .then()
                .statusCode(200)
                .body(member("username", equalTo(user.username())));
        visit.post("/login/2fa", Map.of("token", app.code())).then().statusCode(303);
        assertThat(visit.get("/account/sign-ins").asString())
                .containsOnlyOnce("Codes locked after too many wrong ones")
                .contains("Unlocked by an administrator");
    }

    @Test
    void time_unlocks_as_well_and_one_session_never_has_more_than_five() {
        UserState user = users.user(false);
        Authenticator app = appOf(user);
        Visit visit = Visit.of(user);
        for (int i = 0; i < 5; i++) {
            visit.post("/login/2fa", Map.of("token", "00000x")).then().statusCode(401);
        }
        visit.post("/login/2fa", Map.of("token", app.code())).then().statusCode(429);
        clock.advance(Duration.ofMinutes(1));
        Visit.of(user).post("/login/2fa", Map.of("token", app.code())).then().statusCode(303);
    }

    private Visit protectedBy(UserState user) {
        Visit visit = Visit.of(user);
        Authenticator app = new Authenticator(
                JsonMember.<String>read(visit.json("/auth/two-factor/enable").asString(), "secretKey"), clock);
        visit.postJson("/auth/two-factor/enable", Map.of("token", app.code()))
                .then()
                .statusCode(200);
        return visit;
    }

    private Authenticator appOf(UserState user) {
        Visit visit = Visit.of(user);
        Authenticator app = new Authenticator(
                JsonMember.<String>read(visit.json("/auth/two-factor/enable").asString(), "secretKey"), clock);
        visit.postJson("/auth/two-factor/enable", Map.of("token", app.code()))
                .then()
                .statusCode(200);
        return app;
    }

    private io.restassured.response.Response reset(String subject, String reason) {
        return admin().contentType(ContentType.JSON)
                .body(Map.of("reason", reason))
                .post("/internal/users/" + subject + "/two-factor-reset");
    }

    private RequestSpecification admin() {
        return given().header("Authorization", "Bearer " + tokens.service("internal:credentials"))
                .header("Albireo-Actor", tokens.administrator("aal2", "administrators"));
    }
}
