package dev.albireo.admin.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.admin.owner.OwnerCommands;
import dev.albireo.admin.resource.CredentialsUserImports.BatchBody;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Forwards batches of users to {@code credentials}: one command, however it arrives. */
@Singleton
class UserImports {
    private final CredentialsUserImports credentials;
    private final OwnerCommands commands;

    UserImports(@RestClient CredentialsUserImports credentials, OwnerCommands commands) {
        this.credentials = credentials;
        this.commands = commands;
    }

    /** Returns what became of each user, or with {@code dryRun} what would. */
    Uni<ObjectNode> create(List<JsonNode> users, boolean dryRun) {
        return OwningServices.withRefusals(
                commands.send(command -> credentials.create(command, dryRun ? true : null, new BatchBody(users))));
    }
}
