package dev.albireo.credentials.account;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

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
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("/account")
class AccountTest {
    private static final String NEW = "another horse battery";

    @Inject
    Users users;

    @Inject
    Given given;

    @Inject
    FixedClock clock;

    @Test
    void a_password_is_changed_by_the_current_one_and_ends_other_sessions() {
        UserState user = given.user(false);
        Visit visit = Visit.of(user);
        Visit other = Visit.of(user);
        String cookie = visit.session();
        visit.post("/account/password", Map.of("current", "wrong", "password", NEW))
                .then()
                .statusCode(422)
                .body(containsString("The current password is wrong."));
        for (String refused : List.of("correct horse", "passwordpassword", "abcdefghijklmnop")) {
            visit.post("/account/password", Map.of("current", Given.PASSWORD, "password", refused))
                    .then()
                    .statusCode(422)
                    .body(containsString("minlength=\"15\""));
        }
        assertThat(visit.post("/account/password", Map.of("current", Given.PASSWORD, "password", NEW))
                        .header("Location"))
                .isEqualTo("/account");
        assertThat(visit.session()).isNotEqualTo(cookie);
        assertThat(given().redirects()
                        .follow(false)
                        .cookie("albireo-session", cookie)
                        .get("/account")
                        .statusCode())
                .isEqualTo(303);
        assertThat(grantsVoidBefore(user)).isPresent();
        visit.get("/account/sign-ins").then().statusCode(200).body(containsString("Password changed"));
        assertThat(other.get("/account").statusCode()).isEqualTo(303);
        assertThat(Given.login(user.username(), NEW).statusCode()).isEqualTo(303);
        assertThat(Given.login(user.username(), Given.PASSWORD).statusCode()).isEqualTo(401);
    }

    @Test
    void a_password_is_changed_without_ending_what_the_user_keeps() {
        UserState user = given.user(false);
        Visit visit = Visit.of(user);
        Visit other = Visit.of(user);
        assertThat(visit.get("/account/password").asString())
                .contains(
                        "name=\"end_sessions\" value=\"yes\" checked",
                        "name=\"end_applications\" value=\"yes\" checked");

        visit.post(
                        "/account/password",
                        Map.of(
                                "current",
                                Given.PASSWORD,
                                "password",
                                NEW,
                                "end_sessions",
                                "no",
                                "end_applications",
                                "no"))
                .then()
                .statusCode(303);

        assertThat(other.get("/account").statusCode()).isEqualTo(200);
        assertThat(grantsVoidBefore(user)).isEmpty();
    }

    private Optional<Instant> grantsVoidBefore(UserState user) {
        return Optional.ofNullable(
                Await.on(() -> users.byLoginName(user.username())).orElseThrow().grantsVoidBefore());
    }

    @Test
    void who_has_an_application_proves_it_first() {
        UserState user = given.user(false);
        Visit visit = Visit.of(user);
        Authenticator app = new Authenticator(
                JsonMember.<String>read(visit.json("/auth/two-factor/enable").asString(), "secretKey"), clock);
        visit.postJson("/auth/two-factor/enable", Map.of("token", app.code()));
        clock.advance(Duration.ofMinutes(6));
        assertThat(visit.post("/account/password", Map.of("current", Given.PASSWORD, "password", NEW))
                        .header("Location"))
                .isEqualTo("/account/confirm?redirect_to=/account/password");
        visit.post("/account/recovery-codes", Map.of()).then().statusCode(303);
        visit.post("/account/confirm", Map.of("token", "123")).then().statusCode(401);
        assertThat(visit.post("/account/confirm", Map.of("token", app.code(), "redirect_to", "/account/recovery-codes"))
                        .header("Location"))
                .isEqualTo("/account/recovery-codes");
        assertThat(visit.post("/account/recovery-codes", Map.of()).header("Location"))
                .isEqualTo("/account/recovery-codes");
        assertThat(visit.get("/account/recovery-codes").asString()).contains("data-recovery-codes");
        visit.post("/account/recovery-codes", "/account/recovery-codes/saved", Map.of())
                .then()
                .statusCode(303);
        visit.get("/account/recovery-codes").then().body(containsString("10 codes left"));
    }

    @Test
    void while_oauth_is_unreachable_the_page_shows_neither_an_empty_list_nor_a_revocation() {
        Visit visit = Visit.of(given.user(false));

        visit.get("/account/applications")
                .then()
                .statusCode(200)
                .body(containsString("can&#39;t show your apps right now"));
        visit.post("/account/password", "/account/revoke-application", Map.of("id", "shop"))
                .then()
                .statusCode(503)
                .body(containsString("could not be removed"));
        visit.post("/account/password", "/account/revoke-application", Map.of("id", "../../sessions"))
                .then()
                .statusCode(404);
    }

    @Test
    void there_are_no_recovery_codes_without_a_factor() {
        Visit visit = Visit.of(given.user(false));
        visit.send("/account/recovery-codes", Map.of("form_token", token(visit)))
                .then()
                .statusCode(409);
    }

    @Test
    void sessions_are_listed_and_ended() {
        UserState user = given.user(false);
        Visit visit = Visit.of(user);
        Visit second = Visit.of(user);
        Visit third = Visit.of(user);
        String page = visit.get("/account/sign-ins").asString();
        assertThat(page).contains("This session", "Signed in", "this computer");
        visit.send("/account/end-session", Map.of("form_token", token(visit), "id", Visit.field(page, "id")))
                .then()
                .statusCode(303);
        assertThat(Stream.of(second, third).filter(one -> one.get("/account").statusCode() == 200))
                .hasSize(1);
        visit.send("/account/end-other-sessions", Map.of("form_token", token(visit)))
                .then()
                .statusCode(303);
        assertThat(second.get("/account").statusCode()).isEqualTo(303);
        assertThat(third.get("/account").statusCode()).isEqualTo(303);
        visit.get("/account").then().statusCode(200);
    }

    @Test
    void anothers_session_is_none() {
        Visit victim = Visit.of(given.user(false));
        Visit visit = Visit.of(given.user(false));
        for (String id : new String[] {"", "x", "00000000-0000-0000-0000-000000000000"}) {
            visit.send("/account/end-session", Map.of("form_token", token(visit), "id", id))
                    .then()
                    .statusCode(404);
        }
        victim.get("/account").then().statusCode(200);
    }

    @Test
    void wrong_passwords_are_told_of() {
        UserState user = given.user(false);
        Given.login(user.username(), "wrong");
        Visit.of(user).get("/account/sign-ins").then().body(containsString("Sign-in refused: wrong password"));
    }

    private static String token(Visit visit) {
        return Visit.field(visit.get("/account/password").asString(), "form_token");
    }

    @Test
    void each_section_has_its_address_and_marks_itself() {
        Visit visit = Visit.of(given.user(false));
        for (String section : new String[] {"security", "sign-ins", "applications", "profile"}) {
            visit.get("/account/" + section)
                    .then()
                    .statusCode(200)
                    .body(containsString("href=\"/account/" + section + "\" aria-current=\"page\""));
        }
        visit.get("/account").then().statusCode(200).body(containsString("href=\"/account/security\" aria-current"));
        assertThat(Visit.anonymous().get("/account/profile").header("Location"))
                .isEqualTo("/login?redirect_to=/account/profile");
    }
}
