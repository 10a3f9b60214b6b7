package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code albireo audit}: security-relevant events. */
@Command(
        name = "audit",
        description = "Shows the latest audit records, newest first.",
        subcommands = AuditCommand.Export.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  albireo audit --since P1D --action two-factor.reset",
            "  albireo audit export --since 2026-11-01T00:00:00Z --until 2026-12-01T00:00:00Z > november.jsonl"
        })
final class AuditCommand implements AlbireoCli.CliCommand {
    private static final List<String> COLUMNS =
            List.of("at", "actorName", "action", "targetName", "outcome", "address", "detail");

    private final CommandContext context;

    @Mixin
    private AuditFilter filter = new AuditFilter();

    @Option(
            names = "--limit",
            defaultValue = "50",
            paramLabel = "N",
            description = "The maximum number of records (default 50).")
    private int limit = 50;

    AuditCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public ExitCode run() {
        List<JsonNode> newest = new ArrayList<>();
        new AuditPages(context.api(), filter.variables(context.environment().clock(), true)).each(facts -> {
            facts.stream().limit((long) limit - newest.size()).forEach(newest::add);
            return newest.size() < limit;
        });
        context.output().list(COLUMNS, newest.stream().map(AuditPages::named).toList());
        return ExitCode.DONE;
    }

    /** {@code albireo audit export}: all events as JSON lines, the oldest first. */
    @Command(
            name = "export",
            description = {
                "Prints all matching audit records as JSON lines, oldest first.",
                "Start the next export at the --until time of this one."
            },
            footerHeading = "%nExample:%n",
            footer = "  albireo audit export --since P1D --until PT0S >> audit.jsonl")
    static final class Export implements AlbireoCli.CliCommand {
        private final CommandContext context;

        @Mixin
        private AuditFilter filter = new AuditFilter();

        Export(CommandContext context) {
            this.context = context;
        }

        @Override
        public ExitCode run() {
            long[] count = {0};
            try (ProgressLine progress = new ProgressLine(context.environment())) {
                new AuditPages(
                                context.api(),
                                filter.variables(context.environment().clock(), false))
                        .each(facts -> {
                            facts.forEach(
                                    fact -> context.environment().out().println(Json.line(AuditPages.whole(fact))));
                            count[0] += facts.size();
                            progress.at(count[0] + " facts");
                            return !context.environment().out().checkError();
                        });
            }
            return ExitCode.DONE;
        }
    }
}
