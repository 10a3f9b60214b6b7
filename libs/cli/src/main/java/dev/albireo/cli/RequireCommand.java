package dev.albireo.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code albireo require-2fa}: requires a second factor from the user's next login on. */
@Command(
        name = "require-2fa",
        description = "Requires a second factor of a user at every sign-in, or removes the requirement with --off.",
        footerHeading = "%nExamples:%n",
        footer = {"  albireo require-2fa alice --end-sessions", "  albireo require-2fa alice --off"})
final class RequireCommand implements AlbireoCli.CliCommand {
    private final CommandContext context;

    @Parameters(paramLabel = "USERNAME", description = "The login name of the user.")
    private String username = "";

    @Option(names = "--off", description = "Removes the requirement.")
    private boolean off;

    @Option(names = "--end-sessions", description = "Also ends the user's sessions and grants.")
    private boolean endSessions;

    RequireCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public ExitCode run() {
        return Results.tell(
                context,
                GraphqlMutation.of("setUser2faRequired")
                        .with("username", "String!", username)
                        .with("required", "Boolean!", !off)
                        .with("endSessions", "Boolean!", endSessions)
                        .run(context, "success message username requires2fa"));
    }
}
