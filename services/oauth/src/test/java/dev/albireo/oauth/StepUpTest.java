package dev.albireo.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.testkit.AdministratorCommands;
import dev.albireo.testkit.AdministratorCommands.Command;
import dev.albireo.testkit.PostgresResource;
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
    private static final String PROBLEM = "https://albireo.dev/problems/fresh-proof-required";

    /** Endpoints that only read, or whose body decides. */
    private static final Set<String> EXEMPT = Set.of();

    @Inject
    Stage stage;

    static Stream<Command> commands() {
        return AdministratorCommands.of("dev.albireo.oauth");
    }

    @Test
    void there_are_commands_and_every_exemption_is_one_of_them() {
        assertThat(commands().map(Command::toString)).hasSizeGreaterThan(5).containsAll(EXEMPT);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_command_is_refused_where_the_second_factor_is_older_than_five_minutes(Command command) {
        Response old = send(command, Duration.ofMinutes(40));
        Response recent = send(command, Duration.ofMinutes(4));

        assertThat(isRefused(old))
                .as(command + " with an old proof: " + old.asString())
                .isNotEqualTo(EXEMPT.contains(command.toString()));
        assertThat(isRefused(recent))
                .as(command + " with a recent proof: " + recent.asString())
                .isFalse();
    }

    private Response send(Command command, Duration age) {
        return stage.administrator(stage.administratorToken(age))
                .contentType(ContentType.JSON)
                .body("{}")
                .request(command.method(), command.pathOf(UUID.randomUUID().toString()));
    }

    private static boolean isRefused(Response response) {
        return response.statusCode() == 403 && response.asString().contains(PROBLEM);
    }
}
