package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code albireo keys}. */
@Command(name = "keys", description = "Lists the signing keys and their states.")
final class KeysCommand implements AlbireoCli.CliCommand {
    private static final List<String> COLUMNS =
            List.of("algorithm", "kid", "state", "createdAt", "activatedAt", "retiredAt");

    private final CommandContext context;

    KeysCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public ExitCode run() {
        List<JsonNode> keys = new ArrayList<>();
        context.api()
                .graphql("{ signingKeys { " + String.join(" ", COLUMNS) + " } }", Map.of())
                .path("signingKeys")
                .forEach(keys::add);
        context.output().list(COLUMNS, keys);
        return ExitCode.DONE;
    }
}
