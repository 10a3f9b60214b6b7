package dev.albireo.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code albireo import}: creates the users of a file in batches. */
@Command(
        name = "import",
        description = {
            "Creates users from a file of JSON lines, with password hashes of other providers (docs/import.md).",
            "A user that exists with the same content is left as it is, so an interrupted import is continued by running",
            "it again. Refused lines are written to a report with their number and the reason; the others are created."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  albireo import users.jsonl --dry-run",
            "  albireo import users.jsonl",
            "  jq -c '…' export.json | albireo import - --report refused.jsonl"
        })
final class ImportCommand implements AlbireoCli.CliCommand {
    /** A request of the server has at most 64 KiB. */
    private static final int MAX_BYTES = 48_000;

    private static final int MAX_LINES = 100;

    private final CommandContext context;

    @Parameters(index = "0", paramLabel = "FILE", description = "A file of JSON lines, or - for the standard input.")
    private String file = "";

    @Option(names = "--dry-run", description = "Validates all lines on the server without creating users.")
    private boolean dryRun;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "The report of refused lines (default: the name of the file with .refused.jsonl).")
    private Optional<Path> report = Optional.empty();

    ImportCommand(CommandContext context) {
        this.context = context;
    }

    /** A line of the file with its number, from 1. */
    private record NumberedLine(int number, String json) {}

    @Override
    public ExitCode run() {
        Path place = report.orElseGet(() -> Path.of((file.equals("-") ? "import" : file) + ".refused.jsonl"));
        try (ImportReport refused = new ImportReport(place);
                ProgressLine progress = new ProgressLine(context.environment());
                BufferedReader lines = open()) {
            return run(lines, refused, progress);
        } catch (IOException | UncheckedIOException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, name() + ": cannot be read; it must be UTF-8");
        }
    }

    private ExitCode run(BufferedReader file, ImportReport report, ProgressLine progress) throws IOException {
        AdminApi api = context.api();
        List<NumberedLine> batch = new ArrayList<>();
        int number = 0;
        int bytes = 0;
        for (String text = file.readLine(); text != null; text = file.readLine()) {
            number++;
            if (text.isBlank()) {
                continue;
            }
            Optional<String> wrong = wrongWith(text);
            if (wrong.isPresent()) {
                report.refused(number, Json.object().put("reason", wrong.get()));
                continue;
            }
            int size = text.getBytes(UTF_8).length + 1;
            if (batch.size() == MAX_LINES || bytes + size > MAX_BYTES) {
                send(api, batch, report);
                progress.at(name() + ", line " + number + ": " + report.counts(dryRun));
                bytes = 0;
            }
            batch.add(new NumberedLine(number, text));
            bytes += size;
        }
        send(api, batch, report);
        return told(report);
    }

    private void send(AdminApi api, List<NumberedLine> batch, ImportReport report) {
        if (batch.isEmpty()) {
            return;
        }
        String lines = batch.stream().map(NumberedLine::json).collect(Collectors.joining("\n"));
        try {
            for (JsonNode line : api.importUsers(lines, dryRun).path("lines")) {
                report.line(batch.get(line.path("line").asInt() - 1).number(), line);
            }
        } catch (CommandFailure failure) {
            throw new CommandFailure(
                    failure.exit(),
                    "%s, lines %d to %d: %s (before: %s; run the command again to continue)"
                            .formatted(
                                    name(),
                                    batch.getFirst().number(),
                                    batch.getLast().number(),
                                    failure.message(),
                                    report.counts(dryRun)));
        }
        batch.clear();
    }

    private ExitCode told(ImportReport report) {
        ObjectNode result = report.result().put("dryRun", dryRun);
        String sentence =
                name() + ": " + report.counts(dryRun) + (report.isComplete() ? "" : ", see " + report.place());
        context.output().done(sentence, result);
        return report.isComplete() ? ExitCode.DONE : ExitCode.REFUSED;
    }

    /** Returns why a line cannot be sent, without its text. */
    private static Optional<String> wrongWith(String text) {
        if (text.getBytes(UTF_8).length > MAX_BYTES) {
            return Optional.of("the line is longer than " + MAX_BYTES + " bytes");
        }
        return Json.parse(text).filter(JsonNode::isObject).isPresent()
                ? Optional.empty()
                : Optional.of("the line is not a JSON object");
    }

    private BufferedReader open() {
        try {
            return file.equals("-")
                    ? new BufferedReader(
                            new InputStreamReader(context.environment().in(), UTF_8))
                    : Files.newBufferedReader(Path.of(file), UTF_8);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, file + ": cannot be read");
        }
    }

    private String name() {
        return file.equals("-") ? "standard input" : file;
    }
}
