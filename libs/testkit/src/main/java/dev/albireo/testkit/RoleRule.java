package dev.albireo.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.testkit.AdministratorCommands.AdministratorCommand;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Each command of administrators is refused to every role below its least one (docs/threats.md, rule 49).
 *
 * @param rootPackage of the service
 * @param least the least roles, by command; that of any other command is {@code albireo-admins}
 */
public record RoleRule(String rootPackage, Map<String, String> least) {
    /** The groups that give the roles, in ascending order. */
    public static final List<String> GROUPS =
            List.of("albireo-auditors", "albireo-help-desk", "albireo-admins", "administrators");

    private static final String ADMINISTRATOR = "albireo-admins";
    private static final String REFUSED = "docs/administrators.md";

    public RoleRule {
        least = Map.copyOf(least);
    }

    /** What a service answers to a command. */
    public record RoleResponse(int status, String body) {
        /** Whether the command was refused because of the role. */
        public boolean refusesRole() {
            return status == 403 && body.contains(REFUSED);
        }
    }

    /** The commands of the service; fails unless each that the table names is one of them. */
    public void namesCommands() {
        assertThat(commands().map(AdministratorCommand::toString)).containsAll(least.keySet());
    }

    public Stream<AdministratorCommand> commands() {
        return AdministratorCommands.of(rootPackage);
    }

    /** Sends the command with each role, named by its group. */
    public void check(AdministratorCommand command, Function<String, RoleResponse> send) {
        int needed = GROUPS.indexOf(least.getOrDefault(command.toString(), ADMINISTRATOR));
        for (String group : GROUPS) {
            RoleResponse response = send.apply(group);
            assertThat(response.refusesRole())
                    .as(command + " by a member of " + group + ": " + response)
                    .isEqualTo(GROUPS.indexOf(group) < needed);
        }
    }
}
