package dev.albireo.credentials.admin;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.albireo.credentials.Await;
import dev.albireo.credentials.Given;
import dev.albireo.credentials.user.Users;
import dev.albireo.protocol.Sha256;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class UsersResourceTest {
    private static final String UNKNOWN = "00000000-0000-4000-8000-000000000001";

    @Inject
    TestTokens tokens;

    @Inject
    Given users;

    @Inject
    Users accounts;

    @Inject
    FixedClock clock;

    @Test
    void an_account_is_made_and_found() {
        String name = users.newName();
        create(Map.of(
                        "username",
                        name,
                        "email",
                        name + "@example.com",
                        "emailVerified",
                        true,
                        "password",
                        "correct horse",
                        "groups",
                        List.of("staff"),
                        "claims",
                        Map.of("given_name", "Alice")))
                .then()
                .statusCode(201)
                .body(member("username", equalTo(name)))
                .body(member("version", is(1)))
                .body(member("claims.given_name", equalTo("Alice")))
                .body(member("createdAt", notNullValue()));
        lookUpUser(name.toUpperCase(Locale.ROOT)).then().statusCode(200);
        lookUpUser(name + "@example.com").then().body(member("groups[0]", equalTo("staff")));
        assertThat(Given.login(name + "@EXAMPLE.com", "correct horse").statusCode())
                .isEqualTo(303);
    }

    @Test
    void a_name_cannot_be_anothers_address() {
        String name = users.newName();
        create(Map.of("username", name, "email", name + "@example.com", "emailVerified", true))
                .then()
                .statusCode(201);
        create(Map.of("username", name)).then().statusCode(409);
        create(Map.of("username", name + "@example.com")).then().statusCode(409);
    }

    @Test
    void what_is_wrong_is_named() {
        create(Map.of("username", users.newName(), "password", "short"))
                .then()
                .statusCode(422)
                .body(member("field", equalTo("password")));
        create(Map.of("username", users.newName(), "password", "password1"))
                .then()
                .statusCode(422)
                .body(member("field", equalTo("password")));
        create(Map.of("password", "long enough")).then().statusCode(422).body(member("field", equalTo("username")));
        create(Map.of("username", users.newName(), "claims", Map.of("amr", "x")))
                .then()
                .statusCode(422);
    }

    @Test
    void the_next_login_obeys_the_requirement() {
        String name = users.user(false).username();
        put(name, "two-factor-requirement", Map.of("required", true))
                .then()
                .statusCode(200)
                .body(member("user.requires2fa", is(true)))
                .body(member("user.version", is(2)))
                .body(member("inForce", is(false)));
        assertThat(Given.login(name, Given.PASSWORD).header("Location")).isEqualTo("/login/2fa");
        put(name, "two-factor-requirement", Map.of("required", true)).then().body(member("user.version", is(2)));
        put(name, "two-factor-requirement", Map.of("required", false)).then().body(member("user.version", is(3)));
        assertThat(Given.login(name, Given.PASSWORD).header("Location")).isEqualTo("/account");
        admin().get("/internal/users/" + subject(name) + "/two-factor")
                .then()
                .body(member("requires2fa", is(false)))
                .body(member("passkeyCount", is(0)))
                .body(member("passkeyEnrolledAt", nullValue()));
    }

    @Test
    void a_disabled_account_is_out_at_once_and_cannot_come_back() {
        var user = users.user(false);
        String session = Given.session(user);
        put(user.username(), "enabled", Map.of("enabled", false))
                .then()
                .statusCode(200)
                .body(member("user.enabled", is(false)));
        lookUp(session)
                .then()
                .statusCode(200)
                .body(member("session.endReason", equalTo("disabled")))
                .body(member("user.enabled", is(false)));
        assertThat(Given.login(user.username(), Given.PASSWORD).statusCode()).isEqualTo(401);
        put(user.username(), "enabled", Map.of("enabled", true)).then().body(member("user.enabled", is(true)));
        assertThat(Given.login(user.username(), Given.PASSWORD).statusCode()).isEqualTo(303);
    }

    @Test
    void a_new_password_ends_the_sessions() {
        var user = users.user(false);
        String session = Given.session(user);
        put(user.username(), "password", Map.of("password", "another password"))
                .then()
                .statusCode(200);
        lookUp(session).then().body(member("session.endReason", equalTo("revoked")));
        assertThat(Await.on(() -> accounts.byLoginName(user.username()))
                        .orElseThrow()
                        .grantsVoidBefore())
                .as("grants of applications end")
                .isNotNull();
        assertThat(Given.login(user.username(), Given.PASSWORD).statusCode()).isEqualTo(401);
        assertThat(Given.login(user.username(), "another password").statusCode())
                .isEqualTo(303);
    }

    @Test
    void a_session_is_looked_up_and_ended() {
        String session = Given.session(users.user(true));
        String id = JsonMember.read(
                lookUp(session)
                        .then()
                        .statusCode(200)
                        .body(member("session.version", is(1)))
                        .body(member("session.mfaRequired", is(true)))
                        .body(member("session.proofs[0].method", equalTo("pwd")))
                        .extract()
                        .asString(),
                "session.id");
        service()
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "logout"))
                .post("/internal/sessions/" + id + "/end")
                .then()
                .statusCode(200)
                .body(member("version", is(2)))
                .body(member("endReason", equalTo("logout")));
        service()
                .contentType(ContentType.JSON)
                .body(Map.of("cookieHash", Sha256.of("nothing")))
                .post("/internal/sessions/lookup")
                .then()
                .statusCode(404);
    }

    @Test
    void the_list_is_searched_and_paged() {
        String prefix = users.newName();
        for (int i = 0; i < 3; i++) {
            create(Map.of("username", prefix + "-%" + i)).then().statusCode(201);
        }
        String next = JsonMember.read(
                admin().get("/internal/users?limit=2&search=" + prefix)
                        .then()
                        .body(member("items", hasSize(2)))
                        .extract()
                        .asString(),
                "next");
        admin().get("/internal/users?limit=2&search=" + prefix + "&after=" + next)
                .then()
                .body(member("items", hasSize(1)))
                .body(member("next", nullValue()));
        admin().queryParam("search", prefix + "-%1")
                .get("/internal/users")
                .then()
                .body(member("items", hasSize(1)));
        admin().get("/internal/users?limit=0").then().statusCode(400);
        admin().get("/internal/users?after=***").then().statusCode(400);
    }

    @ParameterizedTest
    @CsvSource({
        "group=filtered, group=other",
        "enabled=true, enabled=false",
        "requires2fa=true, requires2fa=false",
        "totpEnabled=false, totpEnabled=true",
        "emailVerified=true, emailVerified=false",
        "factor=none, factor=passkey",
        "factor=none, factor=totp",
        "lastLoginBefore=1971-01-01T00:00:00Z, factor=totp"
    })
    void the_list_and_the_count_obey_each_condition(String met, String missed) {
        String name = users.newName();
        create(Map.of(
                        "username",
                        name,
                        "email",
                        name + "@example.com",
                        "emailVerified",
                        true,
                        "groups",
                        List.of("staff", "filtered"),
                        "requires2fa",
                        true))
                .then()
                .statusCode(201);
        String found = "search=" + name + "&";
        admin().get("/internal/users?" + found + met).then().body(member("items", hasSize(1)));
        admin().get("/internal/users/count?" + found + met).then().body(member("count", is(1)));
        admin().get("/internal/users?" + found + missed).then().body(member("items", hasSize(0)));
        admin().get("/internal/users/count?" + found + missed).then().body(member("count", is(0)));
    }

    @Test
    void the_last_sign_in_is_shown_and_selects() {
        String name = users.newName();
        create(Map.of("username", name, "password", "correct horse")).then().statusCode(201);
        String found = "/internal/users?search=" + name;
        admin().get(found).then().body(member("items[0].lastLoginAt", nullValue()));
        Given.login(name, "correct horse");
        String at = JsonMember.read(admin().get(found).asString(), "items[0].lastLoginAt");
        assertThat(Instant.parse(at)).isNotNull();
        admin().get(found + "&lastLoginBefore=" + at).then().body(member("items", hasSize(0)));
        admin().get(found + "&lastLoginBefore=" + Instant.parse(at).plusMillis(1))
                .then()
                .body(member("items", hasSize(1)));
    }

    @ParameterizedTest
    @CsvSource({
        "username, 0 1 2",
        "username-desc, 2 1 0",
        "created, 0 1 2",
        "created-desc, 2 1 0",
        "last-login, 1 2 0",
        "last-login-desc, 0 2 1"
    })
    void pages_follow_the_wanted_order(String order, String expected) {
        String prefix = users.newName();
        for (int i = 0; i < 3; i++) {
            create(Map.of("username", prefix + "-" + i, "password", "correct horse"))
                    .then()
                    .statusCode(201);
            clock.advance(Duration.ofSeconds(1));
        }
        for (int i : List.of(2, 0)) {
            Given.login(prefix + "-" + i, "correct horse");
            clock.advance(Duration.ofSeconds(1));
        }
        List<String> seen = new ArrayList<>();
        String after = "";
        do {
            String page = admin().get(
                            "/internal/users?limit=1&search=" + prefix + "&orderBy=" + order + "&after=" + after)
                    .asString();
            seen.add(JsonMember.<String>read(page, "items[0].username").substring(prefix.length() + 1));
            after = JsonMember.read(page, "next");
        } while (after != null);
        assertThat(String.join(" ", seen)).isEqualTo(expected);
    }

    @Test
    void a_condition_that_is_no_flag_is_refused() {
        for (String wrong : List.of("orderBy=age", "factor=otp", "lastLoginBefore=yesterday")) {
            admin().get("/internal/users?" + wrong).then().statusCode(400);
        }
        admin().get("/internal/users?enabled=perhaps").then().statusCode(400).body(member("field", equalTo("enabled")));
        admin().get("/internal/users/count?group=" + "x".repeat(101)).then().statusCode(400);
    }

    @Test
    void a_user_of_any_origin_is_changed_by_a_merge_patch() {
        var user = users.user(false);
        String session = Given.session(user);
        String renamed = users.newName();
        admin().contentType(ContentType.JSON)
                .body(Map.of("userName", renamed, "groups", List.of("staff")))
                .patch("/internal/users/" + user.subject())
                .then()
                .statusCode(200)
                .body(member("user.username", equalTo(renamed)))
                .body(member("user.groups", hasSize(1)))
                .body(member("user.enabled", is(true)))
                .body(member("inForce", is(false)));
        lookUp(session).then().body(member("session.endReason", nullValue()));
        assertThat(Given.login(user.username(), Given.PASSWORD).statusCode()).isEqualTo(401);
        assertThat(Given.login(renamed, Given.PASSWORD).statusCode()).isEqualTo(303);
    }

    @Test
    void a_user_of_any_origin_is_deleted_and_the_sessions_end() {
        var user = users.user(false);
        String session = Given.session(user);
        admin().delete("/internal/users/" + user.subject())
                .then()
                .statusCode(200)
                .body(member("user.username", equalTo(user.username())));
        lookUp(session).then().statusCode(404);
        lookUpUser(user.username()).then().statusCode(404);
        admin().delete("/internal/users/" + user.subject()).then().statusCode(404);
    }

    @Test
    void login_names_are_read_by_subject() {
        String name = users.newName();
        String subject = JsonMember.read(create(Map.of("username", name)).asString(), "subject");

        names(List.of(subject, UNKNOWN)).then().statusCode(200).body(member("names", equalTo(Map.of(subject, name))));
        names(List.of()).then().statusCode(200).body(member("names", equalTo(Map.of())));
        names(List.of("alice")).then().statusCode(422).body(member("field", equalTo("subjects")));
        names(Collections.nCopies(1_001, UNKNOWN)).then().statusCode(422);
    }

    private Response names(List<String> subjects) {
        return admin().contentType(ContentType.JSON)
                .body(Map.of("subjects", subjects))
                .post("/internal/users/names");
    }

    @Test
    void an_unknown_user_is_not_found() {
        lookUpUser("unknown").then().statusCode(404);
        for (String anonymous : List.of("unknown", UNKNOWN)) {
            putTo(anonymous, "enabled", Map.of("enabled", true)).then().statusCode(404);
            putTo(anonymous, "two-factor-requirement", Map.of("required", true))
                    .then()
                    .statusCode(404);
            putTo(anonymous, "password", Map.of("password", "long enough"))
                    .then()
                    .statusCode(404);
            admin().get("/internal/users/" + anonymous).then().statusCode(404);
            admin().get("/internal/users/" + anonymous + "/two-factor").then().statusCode(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x;y", "x/y", "x\\y", ".", "..", "x\u200by", "r\u043eot", "x  y"})
    void a_name_that_could_pass_for_another_is_not_given(String name) {
        create(Map.of("username", name)).then().statusCode(422).body(member("field", equalTo("username")));
    }

    @Test
    void neither_is_a_verified_address_which_opens_the_account_too() {
        String address = "x;y@example.com";
        create(Map.of("username", users.newName(), "email", address, "emailVerified", true))
                .then()
                .statusCode(422)
                .body(member("field", equalTo("email")));
        create(Map.of("username", users.newName(), "email", address)).then().statusCode(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/enabled", ";x/enabled", ";/enabled"})
    void a_path_with_a_parameter_is_not_the_path_without_it(String rest) {
        String subject = subject(users.user(false).username());
        int status = admin().contentType(ContentType.JSON)
                .body(Map.of("enabled", true))
                .urlEncodingEnabled(false)
                .put("/internal/users/" + subject + rest)
                .statusCode();
        assertThat(status).isEqualTo(rest.startsWith(";") ? 400 : 200);
    }

    @ParameterizedTest
    @CsvSource({"aal1, administrators", "aal2, staff"})
    void who_is_no_administrator_or_has_one_factor_is_refused(String acr, String group) {
        service()
                .header("Albireo-Actor", tokens.administrator(acr, group))
                .get("/internal/users")
                .then()
                .statusCode(403);
    }

    @Test
    void a_service_without_a_person_is_refused() {
        service().get("/internal/users").then().statusCode(403);
        given().get("/internal/users").then().statusCode(401);
    }

    private Response create(Map<String, Object> body) {
        return admin().contentType(ContentType.JSON).body(body).post("/internal/users");
    }

    private Response put(String name, String what, Map<String, Object> body) {
        return putTo(subject(name), what, body);
    }

    private Response putTo(String subject, String what, Map<String, Object> body) {
        return admin().contentType(ContentType.JSON).body(body).put("/internal/users/" + subject + "/" + what);
    }

    private String subject(String name) {
        return JsonMember.read(lookUpUser(name).then().statusCode(200).extract().asString(), "subject");
    }

    private Response lookUpUser(String name) {
        return admin().contentType(ContentType.JSON)
                .body(Map.of("username", name))
                .post("/internal/users/lookup");
    }

    private Response lookUp(String session) {
        return service()
                .contentType(ContentType.JSON)
                .body(Map.of("cookieHash", Sha256.of(session)))
                .post("/internal/sessions/lookup");
    }

    private RequestSpecification admin() {
        return service().header("Albireo-Actor", tokens.administrator("aal2", "administrators"));
    }

    private RequestSpecification service() {
        return given().header("Authorization", "Bearer " + tokens.service("internal:credentials"));
    }
}
