package dev.albireo.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code albireo export}: all declared resources, in the form that {@code apply} reads. Secret fields are omitted. */
@Command(
        name = "export",
        description = {
            "Exports all declared resources as YAML that apply accepts without a difference.",
            "Passwords, secrets and webhook headers are never exported; applying an export does not change them."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  albireo export --folder config/", "  albireo export --type Client > clients.yaml"})
final class ExportCommand implements AlbireoCli.CliCommand {
    private static final String OWN = "albireo-";

    private final CommandContext context;

    @Option(
            names = {"-d", "--folder"},
            paramLabel = "FOLDER",
            description = "Writes one file per resource, such as Client/my-app.yaml, instead of printing them.")
    private Optional<Path> folder = Optional.empty();

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description =
                    "AuthConfig, Client, User, Group, WebhookSubscription or SecondFactorPolicy; may be repeated.")
    private List<String> types = new ArrayList<>();

    ExportCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public ExitCode run() {
        List<ResourceType> kinds = types.isEmpty()
                ? List.of(ResourceType.values())
                : types.stream().map(GetCommand::kind).distinct().sorted().toList();
        List<JsonNode> all = new ArrayList<>();
        try (ProgressLine progress = new ProgressLine(context.environment())) {
            for (ResourceType kind : kinds) {
                progress.at("reading " + kind.type() + "s");
                context.api().list(kind).stream()
                        .filter(resource -> !isOwn(kind, resource))
                        .map(ExportCommand::portable)
                        .forEach(all::add);
            }
        }
        folder.ifPresentOrElse(place -> write(place, all), () -> print(all));
        return ExitCode.DONE;
    }

    /** Resources of the system itself cannot be written, so they are not exported. */
    private static boolean isOwn(ResourceType kind, JsonNode resource) {
        return kind == ResourceType.CLIENT && resource.path("id").asText().startsWith(OWN);
    }

    private static JsonNode portable(JsonNode resource) {
        ObjectNode portable = resource.deepCopy();
        portable.remove("meta");
        return portable;
    }

    private void print(List<JsonNode> all) {
        if (context.output().format() == Format.json) {
            context.output().list(List.of(), all);
            return;
        }
        PrintWriter out = context.environment().out();
        all.forEach(resource -> out.print("---\n" + Yaml.write(resource)));
        out.flush();
    }

    private void write(Path place, List<JsonNode> all) {
        try {
            for (JsonNode resource : all) {
                Path file = place.resolve(resource.path("resourceType").asText())
                        .resolve(resource.path("id").asText() + ".yaml");
                Files.createDirectories(file.getParent());
                Files.writeString(file, Yaml.write(resource), UTF_8);
            }
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, place + ": cannot be written");
        }
        context.output()
                .done(
                        all.size() + " resources written to " + place,
                        Json.object().put("folder", place.toString()).put("resources", all.size()));
    }
}
