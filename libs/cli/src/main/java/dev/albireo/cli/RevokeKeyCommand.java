package dev.albireo.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code albireo revoke-key}: deletes a leaked signing key. */
@Command(
        name = "revoke-key",
        description = "Deletes a compromised signing key. Within seconds every service rejects its signatures.",
        footerHeading = "%nExample:%n",
        footer = "  albireo revoke-key NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs --reason 'found in a log'")
final class RevokeKeyCommand implements AlbireoCli.CliCommand {
    private final CommandContext context;

    @Parameters(paramLabel = "KID", description = "The key id, as albireo keys lists it.")
    private String kid = "";

    @Mixin
    private ReasonOption reason = new ReasonOption();

    RevokeKeyCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public ExitCode run() {
        return Results.keys(
                context,
                GraphqlMutation.of("revokeSigningKey")
                        .with("kid", "String!", kid)
                        .with("reason", "String!", reason.text())
                        .run(context, "algorithm kid"));
    }
}
