package dev.albireo.cli;

import java.util.Map;
import picocli.CommandLine.Command;

/** {@code albireo rotate-keys}. */
@Command(
        name = "rotate-keys",
        description =
                "Rotates the signing keys before their scheduled time. Existing tokens stay valid until they expire.")
final class RotateKeysCommand implements AlbireoCli.CliCommand {
    private final CommandContext context;

    RotateKeysCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public ExitCode run() {
        return Results.keys(
                context,
                context.api()
                        .graphql("mutation { rotateSigningKeys { algorithm kid } }", Map.of())
                        .path("rotateSigningKeys"));
    }
}
