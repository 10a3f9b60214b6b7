package dev.albireo.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.testkit.AdministratorCommands.AdministratorCommand;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Commands of administrators need a second factor that is not older than five minutes (docs/threats.md, rules 33 and 36).
 *
 * @param rootPackage of the service
 * @param exempt commands that only read, or whose body decides
 */
public record StepUpRule(String rootPackage, Set<String> exempt) {
    private static final Duration OLD = Duration.ofMinutes(40);
    private static final Duration RECENT = Duration.ofMinutes(4);
    private static final String PROBLEM = "https://albireo.dev/problems/fresh-proof-required";

    public StepUpRule {
        exempt = Set.copyOf(exempt);
    }

    /** What a service answers to a command. */
    public record StepUpResponse(int status, String body) {
        /** Whether the command was refused because the second factor is too old. */
        public boolean asksForFreshProof() {
            return status == 403 && body.contains(PROBLEM);
        }
    }

    /** The commands of the service; fails unless there are more than {@code least} and every exemption is one of them. */
    public void coversMoreThan(int least) {
        assertThat(commands().map(AdministratorCommand::toString))
                .hasSizeGreaterThan(least)
                .containsAll(exempt);
    }

    public Stream<AdministratorCommand> commands() {
        return AdministratorCommands.of(rootPackage);
    }

    /** Sends the command with proofs of both ages. */
    public void check(AdministratorCommand command, Function<Duration, StepUpResponse> send) {
        StepUpResponse old = send.apply(OLD);
        StepUpResponse recent = send.apply(RECENT);

        assertThat(old.asksForFreshProof())
                .as(command + " with an old proof: " + old)
                .isNotEqualTo(exempt.contains(command.toString()));
        assertThat(recent.asksForFreshProof())
                .as(command + " with a recent proof: " + recent)
                .isFalse();
    }
}
