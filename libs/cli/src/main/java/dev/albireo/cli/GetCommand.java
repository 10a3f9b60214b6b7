package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code albireo get}: shows declared resources. */
@Command(
        name = "get",
        description = "Shows a declared resource, or lists those of a type.",
        footerHeading = "%nExamples:%n",
        footer = {"  albireo get Client", "  albireo get Client my-app -o yaml"})
final class GetCommand implements AlbireoCli.CliCommand {
    private static final List<String> COLUMNS = List.of("id", "versionId", "lastUpdated");

    private final CommandContext context;

    @Parameters(
            index = "0",
            paramLabel = "TYPE",
            description = "AuthConfig, Client, User, Group, WebhookSubscription or SecondFactorPolicy.")
    private String type = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "ID",
            description = "The id; all resources of the type if omitted.")
    private Optional<String> id = Optional.empty();

    GetCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public ExitCode run() {
        ResourceType kind = kind(type);
        if (id.isPresent()) {
            String name = kind.type() + "/" + id.get();
            context.output()
                    .object(context.api()
                            .find(kind, id.get())
                            .orElseThrow(() -> new CommandFailure(ExitCode.REFUSED, name + ": not found")));
            return ExitCode.DONE;
        }
        List<JsonNode> all = context.api().list(kind);
        context.output()
                .list(
                        COLUMNS,
                        context.output().format() == Format.table
                                ? all.stream().map(GetCommand::row).toList()
                                : all);
        return ExitCode.DONE;
    }

    static ResourceType kind(String type) {
        return ResourceType.named(type)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE,
                        type + " is not a resource type; use one of " + String.join(", ", ResourceType.types())));
    }

    private static JsonNode row(JsonNode resource) {
        return Json.object()
                .put("id", resource.path("id").asText())
                .put("versionId", resource.at("/meta/versionId").asText())
                .put("lastUpdated", resource.at("/meta/lastUpdated").asText());
    }
}
