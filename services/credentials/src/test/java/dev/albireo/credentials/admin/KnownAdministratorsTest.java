package dev.albireo.credentials.admin;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.albireo.credentials.Given;
import dev.albireo.events.UserState;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("An administrator's token in the service that owns the accounts")
class KnownAdministratorsTest {
    private static final Instant RESET = Instant.parse("2026-03-01T12:00:00.5Z");

    @Inject
    TestTokens tokens;

    @Inject
    Given users;

    private String subject = "";
    private String token = "";

    @BeforeEach
    void a_user_is_an_administrator() {
        String name = users.newName();
        subject = JsonMember.read(
                root(Map.of("username", name, "groups", List.of("administrators")), "POST", "")
                        .then()
                        .statusCode(201)
                        .extract()
                        .asString(),
                "subject");
        token = tokens.administrator(subject);
        ask(token, "/internal/users?limit=1").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/internal/users?limit=1", "/internal/resources/User?limit=1", "/internal/resources/AuthConfig"})
    void threat_26_a_disabled_administrator_is_felt_at_once(String door) {
        ask(token, door).then().statusCode(200);
        root(Map.of("enabled", false), "PUT", "/" + subject + "/enabled").then().statusCode(200);
        refused(ask(token, door));
    }

    @Test
    void threat_26_whose_second_factor_was_reset_is_felt_at_once() {
        given().header("Authorization", "Bearer " + tokens.service("internal:credentials"))
                .header("Albireo-Actor", tokens.freshAdministrator())
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "lost phone"))
                .post("/internal/users/" + subject + "/two-factor-reset")
                .then()
                .statusCode(200);
        refused(ask(token, "/internal/users?limit=1"));
    }

    @Test
    void threat_26_who_is_no_member_is_felt_at_once() {
        refused(ask(tokens.administrator(users.user(false).subject()), "/internal/users?limit=1"));
        refused(ask(tokens.administrator(UUID.randomUUID().toString()), "/internal/users?limit=1"));
    }

    @Test
    void what_was_given_before_or_in_the_second_of_a_reset_is_void() {
        UserState reset = reset();
        assertThat(KnownAdministrators.mayAct(reset, RESET.minusSeconds(60))).isFalse();
        assertThat(KnownAdministrators.mayAct(reset, Instant.parse("2026-03-01T12:00:00Z")))
                .isFalse();
        assertThat(KnownAdministrators.mayAct(reset, Instant.parse("2026-03-01T12:00:01Z")))
                .isTrue();
    }

    private static UserState reset() {
        return new UserState(
                UUID.randomUUID().toString(),
                1,
                "ann",
                null,
                false,
                true,
                false,
                false,
                List.of("administrators"),
                Map.of(),
                null,
                false,
                RESET);
    }

    private Response root(Map<String, Object> body, String method, String path) {
        return given().header("Authorization", "Bearer " + tokens.service("internal:credentials"))
                .header("Albireo-Actor", tokens.freshAdministrator())
                .contentType(ContentType.JSON)
                .body(body)
                .request(method, "/internal/users" + path);
    }

    private Response ask(String actor, String door) {
        return given().header("Authorization", "Bearer " + tokens.service("internal:credentials"))
                .header("Albireo-Actor", actor)
                .get(door);
    }

    private static void refused(Response response) {
        response.then().statusCode(403).body(member("detail", equalTo("the user is no longer an administrator")));
    }
}
