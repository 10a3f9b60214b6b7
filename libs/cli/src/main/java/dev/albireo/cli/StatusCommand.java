package dev.albireo.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code albireo 2fa-status}. */
@Command(
        name = "2fa-status",
        description = "Shows the second-factor requirement and the factors of a user.",
        footerHeading = "%nExample:%n",
        footer = "  albireo 2fa-status alice -o json")
final class StatusCommand implements AlbireoCli.CliCommand {
    private final CommandContext context;

    @Parameters(paramLabel = "USERNAME", description = "The login name of the user.")
    private String username = "";

    StatusCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public ExitCode run() {
        context.output()
                .object(context.api()
                        .graphql(
                                "query($name: String!) { user2faStatus(username: $name) { username subject requires2fa"
                                        + " passkeyEnrolled passkeyCount passkeyEnrolledAt totpEnabled totpEnabledAt"
                                        + " recoveryCodesLeft lockedUntil factorResetAt } }",
                                Map.of("name", username))
                        .path("user2faStatus"));
        return ExitCode.DONE;
    }
}
