package dev.albireo.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code albireo delete}: deletes one declared resource, given its full name. */
@Command(
        name = "delete",
        description =
                "Deletes a declared resource. Deleting a client revokes its grants; deleting a user deletes the account.",
        footerHeading = "%nExample:%n",
        footer = "  albireo delete Client my-app")
final class DeleteCommand implements AlbireoCli.CliCommand {
    private final CommandContext context;

    @Parameters(
            index = "0",
            paramLabel = "TYPE",
            description = "AuthConfig, Client, User, Group, WebhookSubscription or SecondFactorPolicy.")
    private String type = "";

    @Parameters(index = "1", paramLabel = "ID", description = "The id.")
    private String id = "";

    DeleteCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public ExitCode run() {
        ResourceType kind = GetCommand.kind(type);
        context.api().delete(kind, id);
        context.output()
                .done(
                        kind.type() + "/" + id + " deleted",
                        Json.object()
                                .put("resourceType", kind.type())
                                .put("id", id)
                                .put("result", "deleted"));
        return ExitCode.DONE;
    }
}
