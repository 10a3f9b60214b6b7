package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code albireo audit}: security-relevant events. */
@Command(
        name = "audit",
        description = "Shows the latest audit records, newest first.",
        subcommands = {AuditExportCommand.class, AuditVerifyCommand.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  albireo audit --since P1D --action two-factor.reset",
            "  albireo audit --follow",
            "  albireo audit export --since 2026-11-01T00:00:00Z --until 2026-12-01T00:00:00Z > november.jsonl",
            "  albireo audit verify november.jsonl"
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

    @Option(names = "--follow", description = "Then shows new records as they arrive, oldest first, until interrupted.")
    private boolean follow;

    @Option(
            names = "--interval",
            defaultValue = "PT2S",
            paramLabel = "DURATION",
            description = "The pause between two queries of --follow (default PT2S).")
    private Duration interval = Duration.ofSeconds(2);

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
        if (follow) {
            new FollowedAudit(context, filter, interval, this::line).after(newest.reversed());
        } else {
            context.output()
                    .list(COLUMNS, newest.stream().map(AuditPages::named).toList());
        }
        return ExitCode.DONE;
    }

    /** A line for each event: in the format json one of JSON, otherwise the columns of the table. */
    private String line(JsonNode fact) {
        return context.output().format() == Format.table
                ? COLUMNS.stream()
                        .map(column -> ServerErrors.oneLine(
                                AuditPages.named(fact).path(column).asText("-")))
                        .collect(Collectors.joining("  "))
                : Json.line(AuditPages.whole(fact));
    }
}
