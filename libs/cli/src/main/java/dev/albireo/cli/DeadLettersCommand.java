package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code albireo dead-letters}. */
@Command(
        name = "dead-letters",
        description = "Lists events that a service could not process, newest first.",
        footerHeading = "%nExample:%n",
        footer = "  albireo dead-letters --service webhooks")
final class DeadLettersCommand implements AlbireoCli.CliCommand {
    static final List<String> COLUMNS =
            List.of("id", "topic", "position", "type", "attempts", "givenUpAt", "replayedAt", "reason");

    private static final String QUERY = "query($service: String, $after: String) { deadLetters(service: $service, "
            + "first: 500, after: $after) { nodes { " + String.join(" ", COLUMNS) + " } endCursor } }";

    private final CommandContext context;

    @Option(
            names = "--service",
            paramLabel = "NAME",
            description = "oauth, credentials, admin or webhooks; all by default.")
    private @Nullable String service;

    DeadLettersCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public ExitCode run() {
        List<JsonNode> letters = new ArrayList<>();
        String after = null;
        do {
            Map<String, @Nullable Object> variables = new LinkedHashMap<>();
            variables.put("service", service);
            variables.put("after", after);
            JsonNode page = context.api().graphql(QUERY, variables).path("deadLetters");
            page.path("nodes").forEach(letters::add);
            after = page.path("endCursor").textValue();
        } while (after != null);
        context.output().list(COLUMNS, letters);
        return ExitCode.DONE;
    }
}
