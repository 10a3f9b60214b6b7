package dev.albireo.credentials.admin;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import dev.albireo.credentials.Authenticator;
import dev.albireo.credentials.Await;
import dev.albireo.credentials.Given;
import dev.albireo.credentials.Visit;
import dev.albireo.events.UserState;
import dev.albireo.sql.SqlParameters;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("An administrator sees how a user is signed in and can sign in, and ends it")
class UserAccessTest {
    @Inject
    TestTokens tokens;

    @Inject
    Given users;

    @Inject
    FixedClock clock;

    @Inject
    Pool db;

    @Test
    void one_session_ends_and_the_others_stay() {
        UserState user = users.user(false);
        Visit first = Visit.of(user);
        clock.advance(Duration.ofSeconds(1));
        Visit second = Visit.of(user);
        List<String> ids = JsonMember.<List<String>>read(sessions(user).asString(), "items[*].id");
        assertThat(ids).hasSize(2);

        String newest = ids.getFirst();
        act(user, "sessions/" + newest + "/end", Map.of("reason", "left at a desk"))
                .then()
                .statusCode(200)
                .body(member("user.username", equalTo(user.username())));

        assertThat(JsonMember.<List<String>>read(sessions(user).asString(), "items[*].id"))
                .containsExactly(ids.getLast());
        assertThat(List.of(isSignedIn(first), isSignedIn(second))).containsExactly(true, false);
        assertThat(first.get("/account/sign-ins").asString()).contains("Session ended");
        act(user, "sessions/" + newest + "/end", Map.of("reason", "left at a desk"))
                .then()
                .statusCode(200);
    }

    @Test
    void an_owner_ends_the_sessions_of_all_users_from_before_a_time() {
        Instant start = Instant.parse("2017-06-01T00:00:00Z");
        UserState user = users.user(false);
        Visit before = Visit.of(user);
        began(user, start.minusSeconds(1));
        Visit after = Visit.of(users.user(false));

        endAll(Map.of("reason", "a stolen backup", "before", start.toString()))
                .then()
                .statusCode(200)
                .body(member("sessions", equalTo(1)));

        assertThat(List.of(isSignedIn(before), isSignedIn(after))).containsExactly(false, true);
        endAll(Map.of("reason", "a stolen backup", "before", start.toString()))
                .then()
                .statusCode(200)
                .body(member("sessions", equalTo(0)));
        for (String wrong : List.of("yesterday", "2099-01-01T00:00:00Z")) {
            endAll(Map.of("reason", "a stolen backup", "before", wrong))
                    .then()
                    .statusCode(422)
                    .body(member("field", equalTo("before")));
        }
    }

    private Response endAll(Map<String, String> body) {
        return given().header("Authorization", "Bearer " + tokens.service("internal:credentials"))
                .header("Albireo-Actor", tokens.administrator("aal2", "administrators"))
                .contentType(ContentType.JSON)
                .body(body)
                .post("/internal/all-sessions/end");
    }

    /** Moves the beginning of the user's session back to this time. */
    private void began(UserState user, Instant at) {
        Await.on(() -> db.preparedQuery("UPDATE session SET created_at = $1 WHERE subject = $2")
                .execute(SqlParameters.of(at, UUID.fromString(user.subject()))));
    }

    @Test
    void a_session_of_another_user_is_not_found() {
        UserState user = users.user(false);
        UserState other = users.user(false);
        Visit visit = Visit.of(other);
        String id = JsonMember.read(sessions(other).asString(), "items[0].id");

        act(user, "sessions/" + id + "/end", Map.of("reason", "a mistake"))
                .then()
                .statusCode(404)
                .body(member("detail", equalTo("session not found")));
        act(user, "sessions/" + users.newId() + "/end", Map.of("reason", "a mistake"))
                .then()
                .statusCode(404);

        assertThat(isSignedIn(visit)).isTrue();
    }

    @Test
    void all_sessions_end_at_once() {
        UserState user = users.user(false);
        Visit first = Visit.of(user);
        Visit second = Visit.of(user);

        act(user, "sessions/end", Map.of("reason", "stolen laptop")).then().statusCode(200);

        sessions(user).then().body(member("items", hasSize(0)));
        assertThat(List.of(isSignedIn(first), isSignedIn(second))).containsExactly(false, false);
        assertThat(Visit.of(user).get("/account/sign-ins").asString())
                .contains("All sessions ended by an administrator");
    }

    @Test
    void the_application_is_listed_and_removed_with_the_recovery_codes() {
        UserState user = users.user(false);
        factors(user).then().body(member("items", hasSize(0)));
        Visit visit = withApplication(user);
        factors(user)
                .then()
                .body(member("items", hasSize(1)))
                .body(member("items[0].id", equalTo("totp")))
                .body(member("items[0].type", equalTo("totp")))
                .body(member("items[0].enrolledAt", notNullValue()));

        act(user, "factors/remove", Map.of("id", "totp", "reason", "lost phone"))
                .then()
                .statusCode(200)
                .body(member("user.totpEnabled", is(false)));

        factors(user).then().body(member("items", hasSize(0)));
        admin().get("/internal/users/" + user.subject() + "/two-factor")
                .then()
                .body(member("recoveryCodesLeft", is(0)));
        assertThat(isSignedIn(visit)).as("the session may depend on it").isFalse();
        assertThat(Given.login(user.username(), Given.PASSWORD).header("Location"))
                .isEqualTo("/account");
    }

    @Test
    void a_factor_that_the_user_does_not_have_is_not_found_and_nothing_ends() {
        UserState user = users.user(false);
        Visit visit = Visit.of(user);
        for (String id : List.of("totp", "no-such-credential", "x".repeat(1500))) {
            act(user, "factors/remove", Map.of("id", id, "reason", "lost phone"))
                    .then()
                    .statusCode(404);
        }
        assertThat(isSignedIn(visit)).isTrue();
    }

    @Test
    void a_reason_is_required_and_a_known_user() {
        UserState user = users.user(false);
        for (String path : List.of("sessions/end", "sessions/" + users.newId() + "/end", "factors/remove")) {
            for (String reason : List.of("", " x ", "y".repeat(201), "line\nbreak")) {
                act(user, path, Map.of("id", "totp", "reason", reason))
                        .then()
                        .statusCode(422)
                        .body(member("field", equalTo("reason")));
            }
            act(users.newId(), path, Map.of("id", "totp", "reason", "no such user"))
                    .then()
                    .statusCode(404);
        }
        act(users.newId(), "export", Map.of()).then().statusCode(404);
    }

    @Test
    void an_export_has_the_account_and_no_secret() {
        UserState user = users.user(Map.of("name", "Ada Example"));
        withApplication(user);

        String export = act(user, "export", Map.of())
                .then()
                .statusCode(200)
                .body(member("user.claims.name", equalTo("Ada Example")))
                .body(member("factors[0].type", equalTo("totp")))
                .body(member("sessions", hasSize(1)))
                .extract()
                .asString();

        assertThat(export).doesNotContain("argon2", "cookie", "secret", "password");
    }

    private Visit withApplication(UserState user) {
        Visit visit = Visit.of(user);
        Authenticator app = new Authenticator(
                JsonMember.<String>read(visit.json("/auth/two-factor/enable").asString(), "secretKey"), clock);
        visit.postJson("/auth/two-factor/enable", Map.of("token", app.code()))
                .then()
                .statusCode(200);
        return visit;
    }

    private static boolean isSignedIn(Visit visit) {
        return visit.get("/account").statusCode() == 200;
    }

    private Response sessions(UserState user) {
        return admin().get("/internal/users/" + user.subject() + "/sessions");
    }

    private Response factors(UserState user) {
        return admin().get("/internal/users/" + user.subject() + "/factors");
    }

    private Response act(UserState user, String path, Map<String, String> body) {
        return act(user.subject(), path, body);
    }

    private Response act(String subject, String path, Map<String, String> body) {
        return admin().contentType(ContentType.JSON).body(body).post("/internal/users/" + subject + "/" + path);
    }

    private RequestSpecification admin() {
        return given().header("Authorization", "Bearer " + tokens.service("internal:credentials"))
                .header("Albireo-Actor", tokens.administrator("aal2", "administrators"));
    }
}
