package dev.albireo.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.testkit.AdministratorCommands.AdministratorCommand;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.testkit.RoleRule;
import dev.albireo.testkit.RoleRule.RoleResponse;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Threats, rule 49: every command of administrators, read from the shipped code, in each role. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("The roles of administrators")
class AdministratorRolesTest {
    private static final RoleRule RULE = new RoleRule("dev.albireo.oauth", Map.of());

    @Inject
    Stage stage;

    static Stream<AdministratorCommand> commands() {
        return RULE.commands();
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
    @CsvSource({
        "albireo-auditors, AUDITOR",
        "albireo-help-desk, HELP_DESK",
        "albireo-admins, ADMINISTRATOR",
        "administrators, OWNER"
    })
    void every_role_reads_and_is_named_to_the_admin_service(String group, String role) {
        by(group).get("/internal/resources/Client?limit=1").then().statusCode(200);
        by(group).get("/internal/keys").then().statusCode(200);
        assertThat(by(group).get("/internal/administrator").header("Albireo-Role"))
                .isEqualTo(role);
    }

    @Test
    void another_group_is_no_role() {
        by("staff").get("/internal/keys").then().statusCode(403);
    }

    @ParameterizedTest
    @CsvSource({"administrators, 403", "albireo-admins, 403", "albireo-help-desk, 404", "staff, 404"})
    void an_application_of_an_administrator_is_revoked_by_a_higher_role(String target, int status) {
        String subject = UUID.randomUUID().toString();
        stage.tell(stage.member(subject, 1, true, target));
        by("albireo-admins")
                .body(Map.of("clientId", "no-client", "reason", "asked by mail"))
                .post("/internal/users/" + subject + "/authorized-applications/revoke")
                .then()
                .statusCode(status);
    }

    private RequestSpecification by(String group) {
        String subject = UUID.randomUUID().toString();
        stage.tell(stage.member(subject, 1, true, group));
        return stage.administrator(stage.administratorToken(subject, stage.grant(subject), "aal2"))
                .contentType(ContentType.JSON);
    }
}
