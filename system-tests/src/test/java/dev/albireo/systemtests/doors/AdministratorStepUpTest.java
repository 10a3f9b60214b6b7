package dev.albireo.systemtests.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.systemtests.doors.AdministratorOperations.Operation;
import dev.albireo.systemtests.support.AlbireoCommand;
import dev.albireo.systemtests.support.AlbireoCommand.Ran;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.ConcurrentJourneys;
import dev.albireo.systemtests.support.Endpoints;
import dev.albireo.systemtests.support.Running;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Threats, rules 33 and 36, at the doors of administrators: every GraphQL field, every method of the declared resources and every command
 * of the command line, with a second factor of 40 minutes ago and with one of just now. The three lists are read from the running system,
 * so an operation that {@link AdministratorOperations} does not name fails.
 */
@DisplayName("Operations of administrators with an old and with a recent second factor")
@ConcurrentJourneys
class AdministratorStepUpTest {
    private static final Duration OLD = Duration.ofMinutes(40);
    private static final Pattern COMPLETED = Pattern.compile("(?m)^function _picocli_albireo_(\\w+)\\(\\)");
    private static final String PROBLEM = "https://albireo.dev/problems/fresh-proof-required";
    private static final String REFUSED = "fresh-proof-required";

    @TempDir
    Path folder;

    /** Tokens live five minutes, so a new administrator signs in for every few operations. */
    private static final class Tokens {
        private static final Duration LIFE = Duration.ofMinutes(2);
        private static final Map<Duration, Tokens> BY_AGE = new ConcurrentHashMap<>();
        private final Administrator administrator;
        private final long since = System.nanoTime();

        private Tokens(Duration age) {
            administrator = Administrator.whoProved(age);
        }

        static Administrator of(Duration age) {
            return BY_AGE.compute(age, (known, there) -> there == null || there.isOver() ? new Tokens(known) : there)
                    .administrator;
        }

        private boolean isOver() {
            return System.nanoTime() - since > LIFE.toNanos();
        }
    }

    static Stream<Operation> mutations() {
        return AdministratorOperations.MUTATIONS.stream();
    }

    static Stream<Operation> queries() {
        return AdministratorOperations.QUERIES.stream();
    }

    static Stream<Operation> resources() {
        return AdministratorOperations.RESOURCES.stream();
    }

    static Stream<Operation> commands() {
        return AdministratorOperations.COMMANDS.stream();
    }

    @Test
    void every_mutation_and_query_of_the_schema_is_tried() {
        assertThat(names(AdministratorOperations.MUTATIONS))
                .containsExactlyInAnyOrderElementsOf(fields("mutationType"));
        assertThat(names(AdministratorOperations.QUERIES)).containsExactlyInAnyOrderElementsOf(fields("queryType"));
    }

    /** An optional argument may make an operation stronger; where the operation always needs a recent proof, it cannot escape it. */
    @Test
    void every_optional_argument_of_a_mutation_that_is_served_with_an_old_proof_is_tried() {
        JsonNode mutations = Running.admin()
                .data("{ __schema { mutationType { fields { name args { name defaultValue type { kind } } } } } }")
                .at("/__schema/mutationType/fields");

        for (JsonNode mutation : mutations) {
            List<Operation> tried = AdministratorOperations.MUTATIONS.stream()
                    .filter(operation ->
                            operation.name().equals(mutation.path("name").asText()))
                    .toList();
            if (tried.stream().allMatch(Operation::needsRecentProof)) {
                continue;
            }
            for (JsonNode argument : mutation.path("args")) {
                assertThat(tried)
                        .as("an operation with " + argument)
                        .anyMatch(operation -> operation
                                .template()
                                .contains(argument.path("name").asText() + ":"));
            }
        }
    }

    @Test
    void every_method_of_every_declared_resource_is_tried() {
        List<String> methods = Endpoints.of("admin")
                .filter(endpoint -> !endpoint.path().startsWith("/assets/"))
                .flatMap(endpoint -> {
                    String id = endpoint.path().equals("/x") ? "" : "/id";
                    assertThat(endpoint.path()).as("a resource, or a new door").isIn("/x", "/x/x");
                    return Stream.of(
                                    "AuthConfig",
                                    "Client",
                                    "User",
                                    "Group",
                                    "WebhookSubscription",
                                    "SecondFactorPolicy")
                            .map(type -> endpoint.method() + " /" + type + id);
                })
                .filter(method -> !method.startsWith("POST ") || method.equals("POST /User"))
                .toList();

        assertThat(names(AdministratorOperations.RESOURCES)).containsExactlyInAnyOrderElementsOf(methods);
    }

    @Test
    void every_command_is_tried() {
        String script = albireo(Tokens.of(Duration.ZERO)).run("completion").out();
        List<String> commands = COMPLETED
                .matcher(script)
                .results()
                .map(command -> command.group(1))
                .filter(command -> !List.of("user", "group", "webhook", "policy", "events", "help")
                        .contains(command))
                .toList();

        assertThat(names(AdministratorOperations.COMMANDS).stream()
                        .map(name -> name.replaceAll("[ -]", "").replace("_", "")))
                .containsExactlyInAnyOrderElementsOf(commands.stream()
                        .map(command -> command.replace("_", ""))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource({"mutations", "queries"})
    void graphql(Operation operation) {
        JsonNode old = Tokens.of(OLD).graphql(operation.text()).json();
        JsonNode recent = Tokens.of(Duration.ZERO).graphql(operation.text()).json();

        if (operation.needsRecentProof()) {
            assertThat(code(old)).as(old.toString()).isEqualTo(REFUSED);
            assertThat(old.at("/errors/0/message").asText()).contains("sign in again with your second factor");
        } else {
            assertThat(code(old)).as(old.toString()).isNotIn(REFUSED, "forbidden");
        }
        assertThat(code(recent)).as(recent.toString()).isNotIn(REFUSED, "forbidden", "unavailable");
    }

    @ParameterizedTest
    @MethodSource("resources")
    void declared_resources(Operation operation) {
        Answer old = send(Tokens.of(OLD), operation);
        Answer recent = send(Tokens.of(Duration.ZERO), operation);

        if (operation.needsRecentProof()) {
            assertThat(old.status()).as(old.toString()).isEqualTo(403);
            assertThat(old.json().get("type").asText()).isEqualTo(PROBLEM);
        } else {
            assertThat(old.status()).as(old.toString()).isEqualTo(200);
        }
        assertThat(recent.status()).as(recent.toString()).isBetween(200, 201);
    }

    @ParameterizedTest
    @MethodSource("commands")
    @Execution(CONCURRENT)
    void command_line(Operation operation) {
        Ran old = run(Tokens.of(OLD), operation);
        Ran recent = run(Tokens.of(Duration.ZERO), operation);

        if (operation.needsRecentProof()) {
            assertThat(old.code()).as(old.toString()).isEqualTo(77);
            assertThat(old.err()).contains("run albireo login");
        } else {
            assertThat(old.code()).as(old.toString()).isZero();
        }
        assertThat(recent.code()).as(recent.toString()).isIn(0, 1);
        assertThat(recent.err()).doesNotContain("albireo login");
    }

    private Ran run(Administrator administrator, Operation operation) {
        return albireo(administrator).runWith(operation.body(), operation.text().split(" "));
    }

    private AlbireoCommand albireo(Administrator administrator) {
        return new AlbireoCommand(folder, Running.stack().serviceUri("admin-guarded"))
                .with("ALBIREO_TOKEN", administrator.token());
    }

    private static Answer send(Administrator administrator, Operation operation) {
        String[] line = operation.text().split(" ");
        return Administrator.send("admin-guarded", line[0], line[1], administrator.token(), operation.body());
    }

    private static String code(JsonNode response) {
        return response.at("/errors/0/extensions/code").asText();
    }

    private static List<String> names(List<Operation> operations) {
        return operations.stream().map(Operation::name).distinct().toList();
    }

    private static List<String> fields(String type) {
        JsonNode fields = Running.admin()
                .data("{ __schema { " + type + " { fields { name } } } }")
                .at("/__schema/" + type + "/fields");
        return StreamSupport.stream(fields.spliterator(), false)
                .map(field -> field.path("name").asText())
                .toList();
    }
}
