package dev.albireo.systemtests.doors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.systemtests.doors.AdministratorOperations.Operation;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.ConcurrentJourneys;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Threats, rule 49, at the doors of administrators: every GraphQL field and every method of the declared resources, in each role. */
@DisplayName("Operations of administrators in each role")
@ConcurrentJourneys
class AdministratorRolesTest {
    private static final List<String> GROUPS =
            List.of("albireo-auditors", "albireo-help-desk", "albireo-admins", "administrators");
    private static final int HELP_DESK = 1;
    private static final int ADMINISTRATOR = 2;
    private static final int OWNER = 3;

    /** It reads, and is audited. */
    private static final String OF_AUDITORS = "exportUser";

    /** It concerns owners too. */
    private static final String OF_OWNERS = "endAllSessions";

    /** All other mutations are those of administrators. */
    private static final Set<String> OF_THE_HELP_DESK = Set.of(
            "unlockUser", "sendPasswordReset", "issueEnrolmentCode", "cancelFactorReset", "endSession", "endSessions");

    /** Tokens live five minutes. */
    private record SignedIn(Administrator administrator, long since) {
        boolean isOver() {
            return System.nanoTime() - since > Duration.ofMinutes(2).toNanos();
        }
    }

    private static final Map<String, SignedIn> BY_GROUP = new ConcurrentHashMap<>();

    static Stream<Operation> mutations() {
        return AdministratorOperations.MUTATIONS.stream();
    }

    static Stream<Operation> queries() {
        return AdministratorOperations.QUERIES.stream();
    }

    static Stream<Operation> resources() {
        return AdministratorOperations.RESOURCES.stream();
    }

    @ParameterizedTest
    @MethodSource("mutations")
    void a_mutation_is_refused_to_lesser_roles(Operation operation) {
        int least = least(operation.name());
        for (String group : GROUPS) {
            if (group.equals("albireo-admins") && operation.template().contains("administrators")) {
                assertThat(code(graphql(group, operation))).isEqualTo("forbidden");
                continue;
            }
            JsonNode response = graphql(group, operation);
            assertThat(code(response).equals("forbidden"))
                    .as(group + ": " + response)
                    .isEqualTo(GROUPS.indexOf(group) < least);
        }
    }

    private static int least(String mutation) {
        if (mutation.equals(OF_AUDITORS)) {
            return 0;
        }
        if (mutation.equals(OF_OWNERS)) {
            return OWNER;
        }
        return OF_THE_HELP_DESK.contains(mutation) ? HELP_DESK : ADMINISTRATOR;
    }

    @ParameterizedTest
    @MethodSource("queries")
    void every_role_has_every_query(Operation operation) {
        for (String group : GROUPS) {
            JsonNode response = graphql(group, operation);
            assertThat(code(response)).as(group + ": " + response).isNotEqualTo("forbidden");
        }
    }

    @ParameterizedTest
    @MethodSource("resources")
    void a_resource_is_written_by_administrators_and_read_by_all(Operation operation) {
        boolean read = operation.template().startsWith("GET ");
        for (String group : GROUPS) {
            Answer answer = send(group, operation);
            boolean owners = operation.bodyTemplate().contains("administrators") && !group.equals("administrators");
            boolean refused = !read && (GROUPS.indexOf(group) < ADMINISTRATOR || owners);
            assertThat(answer.status() == 403).as(group + ": " + answer).isEqualTo(refused);
        }
    }

    private static Administrator member(String group) {
        return BY_GROUP.compute(
                        group,
                        (name, known) -> known == null || known.isOver()
                                ? new SignedIn(Administrator.memberOf(name), System.nanoTime())
                                : known)
                .administrator();
    }

    private static JsonNode graphql(String group, Operation operation) {
        return member(group).graphql(operation.text()).json();
    }

    private static Answer send(String group, Operation operation) {
        String[] line = operation.text().split(" ");
        return Administrator.send(
                "admin-guarded", line[0], line[1], member(group).token(), operation.body());
    }

    private static String code(JsonNode response) {
        return response.at("/errors/0/extensions/code").asText();
    }
}
