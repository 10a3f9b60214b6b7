package dev.albireo.credentials.admin;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static java.util.Map.entry;
import static org.hamcrest.Matchers.containsString;

import dev.albireo.credentials.Given;
import dev.albireo.testkit.AdministratorCommands.AdministratorCommand;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.testkit.RoleRule;
import dev.albireo.testkit.RoleRule.RoleResponse;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Threats, rule 49: every command of administrators, read from the shipped code, in each role. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("The roles of administrators")
class AdministratorRolesTest {
    private static final String AUDITOR = "albireo-auditors";
    private static final String HELP_DESK = "albireo-help-desk";
    private static final String ADMINISTRATOR = "albireo-admins";
    private static final String OWNER = "administrators";

    private static final RoleRule RULE = new RoleRule(
            "dev.albireo.credentials",
            Map.ofEntries(
                    entry("POST /internal/all-sessions/end", OWNER),
                    entry("POST /internal/users/lookup", AUDITOR),
                    entry("POST /internal/users/names", AUDITOR),
                    entry("POST /internal/users/refused-names", AUDITOR),
                    entry("POST /internal/users/{subject}/unlock", HELP_DESK),
                    entry("POST /internal/users/{subject}/password-reset-link", HELP_DESK),
                    entry("POST /internal/users/{subject}/enrolment-code", HELP_DESK),
                    entry("POST /internal/users/{subject}/factor-reset-cancellation", HELP_DESK),
                    entry("POST /internal/users/{subject}/export", AUDITOR),
                    entry("POST /internal/users/{subject}/sessions/end", HELP_DESK),
                    entry("POST /internal/users/{subject}/sessions/{session}/end", HELP_DESK)));

    private static final int WITHOUT_ADDRESS = 422;
    private static final Map<String, String> SUBJECTS = new ConcurrentHashMap<>();

    @Inject
    TestTokens tokens;

    @Inject
    Given users;

    static Stream<AdministratorCommand> commands() {
        return RULE.commands();
    }

    @Test
    void the_table_names_commands() {
        RULE.namesCommands();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_command_is_refused_to_lesser_roles(AdministratorCommand command) {
        RULE.check(command, group -> {
            Response response = by(group)
                    .body("{}")
                    .request(command.method(), command.pathOf(UUID.randomUUID().toString()));
            return new RoleResponse(response.statusCode(), response.asString());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {AUDITOR, HELP_DESK, ADMINISTRATOR, OWNER})
    void every_role_reads(String group) {
        by(group).get("/internal/users?limit=1").then().statusCode(200);
        by(group).get("/internal/resources/Group?limit=1").then().statusCode(200);
        by(group).get("/internal/resources/AuthConfig").then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({
        "albireo-admins, administrators, 403",
        "albireo-admins, albireo-admins, 403",
        "albireo-admins, albireo-help-desk, 201",
        "albireo-admins, albireo-auditors, 201",
        "administrators, administrators, 201"
    })
    void no_role_is_given_that_is_not_lesser_than_ones_own_except_by_an_owner(String actor, String given, int status) {
        by(actor)
                .body(Map.of("username", users.newName(), "groups", List.of("staff", given)))
                .post("/internal/users")
                .then()
                .statusCode(status);
        by(actor)
                .body(Map.of("groups", List.of(given)))
                .put("/internal/resources/User/" + users.newName())
                .then()
                .statusCode(status);
        String subject = users.user(false).subject();
        int changed = status == 201 ? 200 : status;
        by(actor)
                .body(Map.of("groups", List.of(given)))
                .patch("/internal/users/" + subject)
                .then()
                .statusCode(changed);
    }

    @ParameterizedTest
    @CsvSource({"albireo-admins, 403", "administrators, 200"})
    void nor_through_its_group(String actor, int status) {
        String name = users.user(false).username();
        String group = "/internal/resources/Group/" + ADMINISTRATOR;
        by(OWNER).body("{}").put(group);
        Map<String, Object> members = Map.of("members", List.of(name));
        by(actor).body(members).post(group + "/members/add").then().statusCode(status);
        by(actor).body(members).post(group + "/members/remove").then().statusCode(status);
        by(actor).body(Map.of("requires2fa", false)).patch(group).then().statusCode(status);
        by(actor).body(Map.of("requires2fa", true)).put(group).then().statusCode(status);
        if (status == 403) {
            by(actor).delete(group).then().statusCode(403).body(member("detail", containsString(ADMINISTRATOR)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "albireo-admins, administrators, 403",
        "albireo-admins, albireo-admins, 403",
        "albireo-admins, albireo-help-desk, 200",
        "albireo-admins, staff, 200",
        "administrators, administrators, 200"
    })
    void an_account_is_changed_by_a_higher_role_or_an_owner(String actor, String target, int status) {
        String path = "/internal/users/" + memberOf(target);
        by(actor).body(Map.of("displayName", "Ann")).patch(path).then().statusCode(status);
        by(actor)
                .body(Map.of("password", "another horse battery"))
                .put(path + "/password")
                .then()
                .statusCode(status);
        by(actor).body(Map.of("enabled", true)).put(path + "/enabled").then().statusCode(status);
        by(actor)
                .body(Map.of("required", true))
                .put(path + "/two-factor-requirement")
                .then()
                .statusCode(status);
        by(actor)
                .body(Map.of("reason", "lost phone"))
                .post(path + "/two-factor-reset")
                .then()
                .statusCode(status);
        by(actor).delete(path).then().statusCode(status);
    }

    @ParameterizedTest
    @CsvSource({"administrators, 403", "albireo-admins, 403", "albireo-help-desk, 403", "staff, 200"})
    void the_help_desk_never_touches_an_administrator(String target, int status) {
        String path = "/internal/users/" + memberOf(target);
        by(HELP_DESK).post(path + "/unlock").then().statusCode(status);
        by(HELP_DESK).post(path + "/password-reset-link").then().statusCode(status == 200 ? WITHOUT_ADDRESS : status);
        by(HELP_DESK).body(Map.of()).post(path + "/enrolment-code").then().statusCode(status);
        by(HELP_DESK).post(path + "/factor-reset-cancellation").then().statusCode(status);
        by(HELP_DESK)
                .body(Map.of("reason", "stolen laptop"))
                .post(path + "/sessions/end")
                .then()
                .statusCode(status);
    }

    @ParameterizedTest
    @CsvSource({"administrators, 403", "albireo-admins, 403", "albireo-auditors, 200"})
    void nor_is_it_changed_through_another_group(String target, int status) {
        String group = "/internal/resources/Group/" + users.newId();
        Map<String, Object> members = Map.of("members", List.of(memberOf(target)));
        by(ADMINISTRATOR).body("{}").put(group).then().statusCode(201);
        by(ADMINISTRATOR).body(members).post(group + "/members/add").then().statusCode(status);
        by(OWNER).body(members).put(group).then().statusCode(200);
        by(ADMINISTRATOR).body(members).put(group).then().statusCode(200);
        by(ADMINISTRATOR).body(members).post(group + "/members/remove").then().statusCode(status);
    }

    @Test
    void a_role_that_was_taken_is_gone_at_once() {
        String subject = memberOf(ADMINISTRATOR);
        as(subject)
                .body("{}")
                .put("/internal/resources/Group/" + users.newId())
                .then()
                .statusCode(201);
        by(OWNER)
                .body(Map.of("groups", List.of(AUDITOR)))
                .patch("/internal/users/" + subject)
                .then()
                .statusCode(200);
        as(subject)
                .body("{}")
                .put("/internal/resources/Group/" + users.newId())
                .then()
                .statusCode(403);
        as(subject).get("/internal/users?limit=1").then().statusCode(200);
    }

    private String memberOf(String group) {
        return JsonMember.read(
                by(OWNER)
                        .body(Map.of("username", users.newName(), "groups", List.of(group)))
                        .post("/internal/users")
                        .then()
                        .statusCode(201)
                        .extract()
                        .asString(),
                "subject");
    }

    private RequestSpecification by(String group) {
        return group.equals(OWNER)
                ? request(tokens.freshAdministrator())
                : as(SUBJECTS.computeIfAbsent(group, this::memberOf));
    }

    private RequestSpecification as(String subject) {
        return request(tokens.freshAdministrator(subject));
    }

    private RequestSpecification request(String actor) {
        return given().contentType(ContentType.JSON)
                .header("Authorization", "Bearer " + tokens.service("internal:credentials"))
                .header("Albireo-Actor", actor);
    }
}
