package dev.albireo.credentials.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.credentials.Given;
import dev.albireo.testkit.AdministratorCommands.AdministratorCommand;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.testkit.StepUpRule;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Threats, rules 33 and 36: every command of administrators, read from the shipped code, with proofs of each age. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("Commands of administrators need a recent second factor")
class StepUpTest {
    private static final StepUpRule RULE = new StepUpRule(
            "dev.albireo.credentials",
            Set.of(
                    "POST /internal/users/lookup",
                    "POST /internal/users/names",
                    "POST /internal/users/refused-names",
                    "PUT /internal/users/{subject}/two-factor-requirement"));

    @Inject
    TestTokens tokens;

    @Inject
    Given users;

    static Stream<AdministratorCommand> commands() {
        return RULE.commands();
    }

    @Test
    void there_are_commands_and_every_exemption_is_one_of_them() {
        RULE.coversMoreThan(10);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_command_is_refused_where_the_second_factor_is_older_than_five_minutes(AdministratorCommand command) {
        RULE.check(command, age -> send(command, age));
    }

    @Test
    void a_requirement_is_raised_with_an_old_proof_and_lowered_or_made_to_end_sessions_with_a_recent_one() {
        String path = "/internal/users/" + users.user(false).subject() + "/two-factor-requirement";

        assertThat(put(path, "{\"required\":true}", Duration.ofMinutes(40)).status())
                .isEqualTo(200);
        assertThat(put(path, "{\"required\":false}", Duration.ofMinutes(40)).asksForFreshProof())
                .isTrue();
        assertThat(put(path, "{\"required\":true,\"endSessions\":true}", Duration.ofMinutes(40))
                        .asksForFreshProof())
                .isTrue();
        assertThat(put(path, "{\"required\":true,\"endSessions\":true}", Duration.ofMinutes(4))
                        .status())
                .isEqualTo(200);
        assertThat(put(path, "{\"required\":false}", Duration.ofMinutes(4)).status())
                .isEqualTo(200);
    }

    private StepUpRule.StepUpResponse put(String path, String body, Duration age) {
        return answer(administrator(age).body(body).put(path));
    }

    private StepUpRule.StepUpResponse send(AdministratorCommand command, Duration age) {
        return answer(administrator(age)
                .body("{}")
                .request(command.method(), command.pathOf(UUID.randomUUID().toString())));
    }

    private RequestSpecification administrator(Duration age) {
        return given().header("Authorization", "Bearer " + tokens.service("internal:credentials"))
                .header("Albireo-Actor", tokens.administrator(age))
                .contentType(ContentType.JSON);
    }

    private static StepUpRule.StepUpResponse answer(Response response) {
        return new StepUpRule.StepUpResponse(response.statusCode(), response.asString());
    }
}
