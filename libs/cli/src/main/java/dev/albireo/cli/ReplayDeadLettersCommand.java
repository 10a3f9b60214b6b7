package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code albireo replay-dead-letters}. */
@Command(
        name = "replay-dead-letters",
        description = {
            "Hands events that a service could not process to it again; remove the cause first.",
            "A letter stays in the list of albireo dead-letters until its service has processed it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  albireo replay-dead-letters webhooks.5b3e7b0e-3c1f-4f3c-9f61-9f5b7a3c2d10",
            "  albireo replay-dead-letters --all --service webhooks"
        })
final class ReplayDeadLettersCommand implements AlbireoCli.CliCommand {
    private static final String LETTERS = " { " + String.join(" ", DeadLettersCommand.COLUMNS) + " } }";
    private static final String SOME = "mutation($ids: [String!]!) { letters: replayDeadLetters(ids: $ids)" + LETTERS;
    private static final String ALL =
            "mutation($service: String) { letters: replayAllDeadLetters(service: $service)" + LETTERS;

    private final CommandContext context;

    @ArgGroup(multiplicity = "1")
    private Chosen chosen = new Chosen();

    @Option(names = "--service", paramLabel = "NAME", description = "Restricts --all to one service.")
    private @Nullable String service;

    ReplayDeadLettersCommand(CommandContext context) {
        this.context = context;
    }

    /** Which letters. */
    static final class Chosen {
        @Parameters(paramLabel = "ID", description = "The ids, as albireo dead-letters lists them.")
        private @Nullable List<String> ids;

        @Option(names = "--all", description = "All letters, at most 500, oldest first.")
        private boolean all;
    }

    @Override
    public ExitCode run() {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        variables.put(chosen.all ? "service" : "ids", chosen.all ? service : chosen.ids);
        List<JsonNode> letters = new ArrayList<>();
        context.api()
                .graphql(chosen.all ? ALL : SOME, variables)
                .path("letters")
                .forEach(letters::add);
        context.output().list(DeadLettersCommand.COLUMNS, letters);
        return ExitCode.DONE;
    }
}
