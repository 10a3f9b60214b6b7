package dev.albireo.cli;

import java.util.Map;
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
                context.api()
                        .graphql(
                                "mutation($kid: String!, $reason: String!) { revokeSigningKey(kid: $kid, reason: $reason)"
                                        + " { algorithm kid } }",
                                Map.of("kid", kid, "reason", reason.text()))
                        .path("revokeSigningKey"));
    }
}
