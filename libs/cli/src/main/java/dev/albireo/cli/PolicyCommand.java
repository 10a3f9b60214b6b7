package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code albireo policy}: the versions of second-factor policies. {@code albireo apply} declares them. */
@Command(
        name = "policy",
        description = {
            "Lists and restores the versions of a second-factor policy.",
            "Policies are declared with albireo apply, and shown with albireo get SecondFactorPolicy."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {PolicyCommand.ListVersions.class, PolicyCommand.RestoreVersion.class})
final class PolicyCommand {
    private PolicyCommand() {}

    /** {@code albireo policy versions}. */
    @Command(
            name = "versions",
            description = "Lists the last 200 versions, newest first.",
            footerHeading = "%nExample:%n",
            footer = "  albireo policy versions payments -o json")
    static final class ListVersions implements AlbireoCli.CliCommand {
        private static final String QUERY = """
                query($id: String!) {
                  secondFactorPolicyVersions(id: $id, first: 200) { nodes { versionId changedBy changedAt policy } }
                }
                """;
        private static final List<String> COLUMNS = List.of("versionId", "changedBy", "changedAt");

        private final CommandContext context;

        @Parameters(index = "0", paramLabel = "ID", description = "The id of the SecondFactorPolicy.")
        private String id = "";

        ListVersions(CommandContext context) {
            this.context = context;
        }

        @Override
        public ExitCode run() {
            List<JsonNode> versions = new ArrayList<>();
            context.api()
                    .graphql(QUERY, Map.of("id", id))
                    .at("/secondFactorPolicyVersions/nodes")
                    .forEach(versions::add);
            context.output().list(COLUMNS, versions);
            return ExitCode.DONE;
        }
    }

    /** {@code albireo policy restore}. */
    @Command(
            name = "restore",
            description = "Puts an earlier version in force again, as a new version.",
            footerHeading = "%nExample:%n",
            footer = "  albireo policy restore payments 7")
    static final class RestoreVersion implements AlbireoCli.CliCommand {
        private static final String MUTATION = """
                mutation($id: String!, $version: String!, $present: String) {
                  restoreSecondFactorPolicy(id: $id, versionId: $version, ifVersionId: $present) { versionId resource }
                }
                """;

        private final CommandContext context;

        @Parameters(index = "0", paramLabel = "ID", description = "The id of the SecondFactorPolicy.")
        private String id = "";

        @Parameters(
                index = "1",
                paramLabel = "VERSION",
                description = "A versionId that albireo policy versions lists.")
        private String version = "";

        @Option(
                names = "--if-version",
                paramLabel = "VERSION",
                description = "Fails if the policy in force has another version.")
        private Optional<String> present = Optional.empty();

        RestoreVersion(CommandContext context) {
            this.context = context;
        }

        @Override
        public ExitCode run() {
            Map<String, @Nullable Object> variables = new LinkedHashMap<>();
            variables.put("id", id);
            variables.put("version", version);
            variables.put("present", present.orElse(null));
            JsonNode restored = context.api().graphql(MUTATION, variables).path("restoreSecondFactorPolicy");
            context.output()
                    .done(
                            "Version " + version + " is in force again, as version "
                                    + restored.path("versionId").asText(),
                            restored);
            return ExitCode.DONE;
        }
    }
}
