package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.protocol.AuditVerification;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code albireo audit verify}: whether the audit trail, or an export of it, is what it was. */
@Command(
        name = "verify",
        description = {
            "Verifies the hash chains and signed heads of the audit trail, or of exports of it without a server.",
            "Exits with 1 and names the first record that was changed, deleted, inserted or moved."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  albireo audit verify --from 2026-11 --to 2026-12",
            "  albireo audit verify --heads october.jsonl --key 11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
            "  albireo audit verify november.jsonl december.jsonl"
        })
final class AuditVerifyCommand implements AlbireoCli.CliCommand {
    private final CommandContext context;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "Exports of whole months in UTC; without one, the trail of the server is verified.")
    private List<Path> files = List.of();

    @Option(names = "--from", paramLabel = "MONTH", description = "The first month, such as 2026-11.")
    private Optional<String> from = Optional.empty();

    @Option(names = "--to", paramLabel = "MONTH", description = "The last month, inclusive.")
    private Optional<String> to = Optional.empty();

    @Option(
            names = "--heads",
            paramLabel = "FILE",
            description = "Earlier exports, whose signed heads the trail must agree with.")
    private List<Path> heads = List.of();

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description =
                    "The public key of the heads, in base64: albireo.events.public-keys.admin. Without it, any key.")
    private List<String> keys = List.of();

    AuditVerifyCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public ExitCode run() {
        AuditVerification verification = new AuditVerification(new HashSet<>(keys));
        AuditEvidence evidence = new AuditEvidence(verification);
        heads.forEach(file ->
                lines(file, line -> headOf(line).filter(this::isIncluded).ifPresent(evidence::head)));
        if (files.isEmpty()) {
            ofServer(verification, evidence);
        } else {
            files.forEach(file ->
                    lines(file, line -> headOf(line).filter(this::isIncluded).ifPresent(evidence::head)));
            files.forEach(file -> lines(file, line -> {
                if (headOf(line).isEmpty() && isIncluded(line)) {
                    evidence.record(line);
                }
            }));
        }
        AuditVerification.VerifiedTrail result = verification.result();
        context.output()
                .done(
                        result.summary(),
                        Json.of(Map.of(
                                "records", result.records(),
                                "chains", result.chains(),
                                "heads", result.heads(),
                                "before", result.before(),
                                "unconfirmed", result.unconfirmed(),
                                "keys", result.keys(),
                                "broken", result.broken().orElse(""))));
        return result.broken().isEmpty() ? ExitCode.DONE : ExitCode.REFUSED;
    }

    /** What is known of the ends is read first: records that arrive meanwhile are behind them. */
    private void ofServer(AuditVerification verification, AuditEvidence evidence) {
        AuditChains chains = AuditChains.read(context.api());
        chains.list().stream()
                .filter(this::isIncluded)
                .filter(chain -> chain.path("removedAt").isNull())
                .forEach(chain -> verification.end(
                        chain.path("chain").asText(),
                        chain.path("sequence").asLong(),
                        chain.path("hash").asText()));
        chains.heads().stream().filter(this::isIncluded).forEach(evidence::head);
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        variables.put(
                "since", from.map(month -> month(month).begin().toString()).orElse(null));
        variables.put("until", to.map(month -> month(month).end().toString()).orElse(null));
        variables.put("newestFirst", false);
        try (ProgressLine progress = new ProgressLine(context.environment())) {
            long[] count = {0};
            new AuditPages(context.api(), variables, AuditPages.CHAIN).each(facts -> {
                facts.forEach(fact -> evidence.record(AuditPages.whole(fact)));
                count[0] += facts.size();
                progress.at(count[0] + " records");
                return !verification.isBroken();
            });
        }
    }

    private boolean isIncluded(JsonNode object) {
        String chain = object.path("chain").asText("");
        Optional<AuditChains.Month> month = AuditChains.Month.parse(chain.substring(chain.indexOf('-') + 1));
        return month.isEmpty()
                || (from.map(AuditVerifyCommand::month)
                                .filter(first -> month.get().begin().isBefore(first.begin()))
                                .isEmpty()
                        && to.map(AuditVerifyCommand::month)
                                .filter(last -> month.get().begin().isAfter(last.begin()))
                                .isEmpty());
    }

    private static AuditChains.Month month(String text) {
        return AuditChains.Month.parse(text)
                .orElseThrow(() -> new CommandFailure(ExitCode.USAGE, text + " is not a month such as 2026-11"));
    }

    private static Optional<JsonNode> headOf(JsonNode line) {
        return Optional.of(line.path("auditHead")).filter(JsonNode::isObject);
    }

    private static void lines(Path file, Consumer<JsonNode> each) {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            long number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                long at = number;
                each.accept(Json.parse(line)
                        .filter(JsonNode::isObject)
                        .orElseThrow(() -> new CommandFailure(
                                ExitCode.BAD_INPUT, file + ", line " + at + ": not a record of audit export")));
            }
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, file + " cannot be read: " + e.getMessage());
        }
    }
}
