package dev.albireo.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code albireo reset-2fa}: removes the factors of a user who has lost all of them. */
@Command(
        name = "reset-2fa",
        description = "Removes every second factor of a user, and ends the user's sessions and grants.",
        footerHeading = "%nExample:%n",
        footer = "  albireo reset-2fa alice --reason 'lost phone, seen in person'")
final class ResetCommand implements AlbireoCli.CliCommand {
    private final CommandContext context;

    @Parameters(paramLabel = "USERNAME", description = "The login name of the user.")
    private String username = "";

    @Mixin
    private ReasonOption reason = new ReasonOption();

    ResetCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public ExitCode run() {
        return Results.tell(
                context,
                GraphqlMutation.of("resetUser2fa")
                        .with("username", "String!", username)
                        .with("reason", "String!", reason.text())
                        .run(context, "success message user { username subject requires2fa }"));
    }
}
