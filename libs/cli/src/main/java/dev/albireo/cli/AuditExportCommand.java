package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code albireo audit export}: all events as JSON lines, the oldest first. */
@Command(
        name = "export",
        description = {
            "Prints all matching audit records as JSON lines, oldest first.",
            "Start the next export at the --until time of this one. An export of a period begins with the signed heads",
            "of its months; one of whole months in UTC can be verified by audit verify."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  albireo audit export --since P1D --until PT0S >> audit.jsonl",
            "  albireo audit export --format ocsf --since PT1H | siem-loader"
        })
final class AuditExportCommand implements AlbireoCli.CliCommand {
    private final CommandContext context;

    @Mixin
    private AuditFilter filter = new AuditFilter();

    @Option(
            names = "--format",
            defaultValue = "jsonl",
            paramLabel = "FORMAT",
            description = "jsonl, the records themselves (default), or ocsf, the classes of OCSF 1.3.")
    private ExportFormat format = ExportFormat.jsonl;

    AuditExportCommand(CommandContext context) {
        this.context = context;
    }

    /** The forms of an exported record. */
    enum ExportFormat {
        jsonl,
        ocsf
    }

    @Override
    public ExitCode run() {
        Clock clock = context.environment().clock();
        long[] count = {0};
        if (format == ExportFormat.jsonl && filter.isPeriod()) {
            AuditChains.read(context.api()).heads().stream()
                    .filter(head -> isOf(head, clock))
                    .forEach(head -> print(Json.object().set("auditHead", head)));
        }
        try (ProgressLine progress = new ProgressLine(context.environment())) {
            new AuditPages(
                            context.api(),
                            filter.variables(clock, false),
                            format == ExportFormat.jsonl ? AuditPages.CHAIN : "")
                    .each(facts -> {
                        facts.forEach(fact -> print(
                                format == ExportFormat.jsonl
                                        ? AuditPages.whole(fact)
                                        : Ocsf.of(AuditPages.whole(fact))));
                        count[0] += facts.size();
                        progress.at(count[0] + " facts");
                        return !context.environment().out().checkError();
                    });
        }
        return ExitCode.DONE;
    }

    private void print(JsonNode line) {
        context.environment().out().println(Json.line(line));
    }

    /** A head says something of the records of the period if the period has the chain from its begin, and what the head knows of it. */
    private boolean isOf(JsonNode head, Clock clock) {
        AuditChains.Month month = AuditChains.Month.of(head.path("chain").asText());
        Instant at = Instant.parse(head.path("at").asText());
        return filter.from(clock).filter(month.begin()::isBefore).isEmpty()
                && filter.to(clock)
                        .filter(to -> to.isBefore(month.end()) && to.isBefore(at))
                        .isEmpty()
                && filter.to(clock).filter(to -> !to.isAfter(month.begin())).isEmpty();
    }
}
