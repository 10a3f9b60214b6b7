package dev.albireo.oauth;

import dev.albireo.testkit.AdministratorCommands.AdministratorCommand;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.testkit.StepUpRule;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
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
    private static final StepUpRule RULE = new StepUpRule("dev.albireo.oauth", Set.of());

    @Inject
    Stage stage;

    static Stream<AdministratorCommand> commands() {
        return RULE.commands();
    }

    @Test
    void there_are_commands_and_every_exemption_is_one_of_them() {
        RULE.coversMoreThan(5);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_command_is_refused_where_the_second_factor_is_older_than_five_minutes(AdministratorCommand command) {
        RULE.check(command, age -> send(command, age));
    }

    private StepUpRule.StepUpResponse send(AdministratorCommand command, Duration age) {
        Response response = stage.administrator(stage.administratorToken(age))
                .contentType(ContentType.JSON)
                .body("{}")
                .request(command.method(), command.pathOf(UUID.randomUUID().toString()));
        return new StepUpRule.StepUpResponse(response.statusCode(), response.asString());
    }
}
