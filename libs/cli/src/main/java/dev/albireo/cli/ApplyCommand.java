package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code albireo apply}: creates and updates resources as files declare them, and reports the changes. */
@Command(
        name = "apply",
        description = {
            "Writes the resources declared in files, AuthConfigs first, then Clients, Users, Groups,",
            "WebhookSubscriptions and SecondFactorPolicies, and shows each change.",
            "Resources without a file are not changed. Stops at the first error and lists what was not written."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  albireo apply -f config/ --dry-run",
            "  albireo apply -f config/ --dry-run --exit-code   # 2 where something would change",
            "  albireo get Client my-app -o yaml | albireo apply -f -"
        })
final class ApplyCommand implements AlbireoCli.CliCommand {
    private final CommandContext context;

    @Option(
            names = {"-f", "--file"},
            required = true,
            paramLabel = "PLACE",
            description = "A file, a folder with all its *.yaml, *.yml and *.json, or - for the standard input.")
    private List<String> places = new ArrayList<>();

    @Option(names = "--dry-run", description = "Validates all resources on the server without changing them.")
    private boolean dryRun;

    @Option(names = "--exit-code", description = "With --dry-run: exits with 2 if a resource would change.")
    private boolean exitCode;

    @Option(
            names = "--show-secrets",
            description = "Prints the secrets that the server generates for new resources; they are shown once.")
    private boolean showSecrets;

    @Option(names = "--prune", hidden = true)
    private boolean prune;

    ApplyCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public ExitCode run() {
        if (prune) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--prune is not supported: resources of deleted files cannot be told from other resources;"
                            + " use albireo delete");
        }
        if (exitCode && !dryRun) {
            throw new CommandFailure(ExitCode.USAGE, "--exit-code requires --dry-run");
        }
        List<DeclaredDocument> declared = new Documents(context.environment().in()).read(places);
        List<ApplyResult> done = new ArrayList<>();
        try (ProgressLine progress = new ProgressLine(context.environment())) {
            Apply apply = new Apply(context.api(), dryRun);
            for (DeclaredDocument resource : declared) {
                progress.at(done.size() + " of " + declared.size() + ", " + resource.name());
                done.add(applied(apply, resource, declared, done));
            }
        } finally {
            print(done);
        }
        boolean different = done.stream().anyMatch(one -> one.change() != ApplyResult.Change.UNCHANGED);
        return exitCode && different ? ExitCode.DIFFERENT : ExitCode.DONE;
    }

    private ApplyResult applied(
            Apply apply, DeclaredDocument resource, List<DeclaredDocument> all, List<ApplyResult> done) {
        try {
            return apply.apply(resource);
        } catch (CommandFailure e) {
            String rest = dryRun || all.size() == 1
                    ? ""
                    : " (" + done.size() + " of " + all.size() + " were written, not done: "
                            + all.stream()
                                    .skip(done.size())
                                    .map(DeclaredDocument::name)
                                    .collect(Collectors.joining(", "))
                            + ")";
            throw new CommandFailure(e.exit(), resource.source() + ": " + resource.name() + ": " + e.message() + rest);
        }
    }

    private void print(List<ApplyResult> done) {
        if (context.output().format() != Format.table) {
            context.output().list(List.of(), done.stream().map(this::json).toList());
            return;
        }
        PrintWriter out = context.environment().out();
        boolean colours = context.environment().colours();
        Map<ApplyResult.Change, Integer> counts = new EnumMap<>(ApplyResult.Change.class);
        for (ApplyResult one : done) {
            counts.merge(one.change(), 1, Integer::sum);
            one.diff().forEach(line -> out.println(colours ? coloured(line) : line));
            out.println(one.resource().name() + " " + one.change().word(dryRun) + one.silently());
            if (!one.madeNow().isEmpty()) {
                out.println("  generated, shown once: "
                        + (showSecrets ? Json.line(one.madeNow()) : "hidden; use --show-secrets, or declare your own"));
            }
        }
        if (done.size() > 1) {
            out.println(counts.entrySet().stream()
                    .map(count -> count.getValue() + " " + count.getKey().word(dryRun))
                    .collect(Collectors.joining(", ")));
        }
        out.flush();
    }

    private JsonNode json(ApplyResult one) {
        ObjectNode json = Json.object()
                .put("resourceType", one.resource().kind().type())
                .put("id", one.resource().id())
                .put("result", one.change().name().toLowerCase(java.util.Locale.ROOT))
                .put("dryRun", dryRun);
        json.set("diff", Json.of(one.diff()));
        json.set("neverShown", Json.of(one.neverShown()));
        if (showSecrets && !one.madeNow().isEmpty()) {
            json.set("madeNow", one.madeNow());
        }
        return json;
    }

    private static String coloured(String line) {
        return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '+' -> "\u001b[32m" + line + "\u001b[0m";
            case '-' -> "\u001b[31m" + line + "\u001b[0m";
            case '@' -> "\u001b[36m" + line + "\u001b[0m";
            default -> line;
        };
    }
}
