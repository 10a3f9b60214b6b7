package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code albireo end-sessions}: signs all users out, of one client or altogether. */
@Command(
        name = "end-sessions",
        description = "Signs all users out: of one client, or altogether (for owners; signs you out as well).",
        footerHeading = "%nExamples:%n",
        footer = {
            "  albireo end-sessions --client shop --reason 'leaked tokens'",
            "  albireo end-sessions --all --reason 'stolen backup'",
            "  albireo end-sessions --all --before 2026-11-01T00:00:00Z --reason 'stolen backup'"
        })
final class EndSessionsCommand implements AlbireoCli.CliCommand {
    private static final String RESULT = "sessions message";

    private final CommandContext context;

    @ArgGroup(multiplicity = "1")
    private Scope scope = new Scope();

    @Option(
            names = "--before",
            paramLabel = "TIME",
            description = "With --all, only sessions that began before: 2026-11-01T00:00:00Z, or P1D for a day ago.")
    private Optional<String> before = Optional.empty();

    @Mixin
    private final ReasonOption reason = new ReasonOption();

    /** One of both. */
    static final class Scope {
        @Option(names = "--client", required = true, paramLabel = "ID", description = "Only of this client.")
        private Optional<String> client = Optional.empty();

        @Option(names = "--all", required = true, description = "Of everything.")
        private boolean all;
    }

    EndSessionsCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public ExitCode run() {
        JsonNode ended = scope.client.map(this::ofClient).orElseGet(this::all);
        context.output().done(ended.path("message").asText(), ended);
        return ExitCode.DONE;
    }

    private JsonNode ofClient(String client) {
        if (before.isPresent()) {
            throw new CommandFailure(ExitCode.USAGE, "--before is an option of --all");
        }
        return GraphqlMutation.of("endClientSessions")
                .with("clientId", "String!", client)
                .with("reason", "String!", reason.text())
                .run(context, RESULT);
    }

    private JsonNode all() {
        GraphqlMutation end = GraphqlMutation.of("endAllSessions").with("reason", "String!", reason.text());
        before.map(text -> AuditFilter.time(text, context.environment().clock()))
                .ifPresent(time -> end.with("before", "String", time));
        return end.run(context, RESULT);
    }
}
