package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.cli.UserCommand.OfUser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands of {@code albireo user} on sessions, factors and applications of a user. */
final class UserAccessCommands {
    private UserAccessCommands() {}

    /** {@code albireo user sessions}. */
    @Command(name = "sessions", description = "Lists the active sessions of a user.")
    static final class Sessions extends OfUser {
        Sessions(CommandContext context) {
            super(context);
        }

        @Override
        public ExitCode run() {
            return list("sessions", List.of("id", "createdAt", "lastSeenAt", "address", "userAgent"));
        }
    }

    /** {@code albireo user end-sessions}. */
    @Command(
            name = "end-sessions",
            description = "Ends all sessions of a user, or one of them, with the grants that depend on them.",
            footerHeading = "%nExamples:%n",
            footer = "  albireo user end-sessions alice --reason 'stolen laptop'")
    static final class EndSessions extends OfUser {
        @Option(names = "--session", paramLabel = "ID", description = "Only this session.")
        private Optional<String> session = Optional.empty();

        @Mixin
        private final ReasonOption reason = new ReasonOption();

        EndSessions(CommandContext context) {
            super(context);
        }

        @Override
        public ExitCode run() {
            return session.map(id -> mutate(GraphqlMutation.of("endSession")
                            .with("id", "String!", id)
                            .with("reason", "String!", reason.text())))
                    .orElseGet(
                            () -> mutate(GraphqlMutation.of("endSessions").with("reason", "String!", reason.text())));
        }
    }

    /** {@code albireo user factors}. */
    @Command(name = "factors", description = "Lists the passkeys and the authenticator application of a user.")
    static final class Factors extends OfUser {
        Factors(CommandContext context) {
            super(context);
        }

        @Override
        public ExitCode run() {
            return list("factors", List.of("id", "type", "name", "enrolledAt", "lastUsedAt"));
        }
    }

    /** {@code albireo user remove-factor}. */
    @Command(
            name = "remove-factor",
            description = "Removes one second factor of a user and ends the user's sessions and grants.",
            footerHeading = "%nExamples:%n",
            footer = "  albireo user remove-factor alice totp --reason 'lost phone'")
    static final class RemoveFactor extends OfUser {
        @Parameters(index = "1", paramLabel = "ID", description = "The id that 'albireo user factors' lists.")
        private String id = "";

        @Mixin
        private final ReasonOption reason = new ReasonOption();

        RemoveFactor(CommandContext context) {
            super(context);
        }

        @Override
        public ExitCode run() {
            return mutate(GraphqlMutation.of("removeFactor")
                    .with("id", "String!", id)
                    .with("reason", "String!", reason.text()));
        }
    }

    /** {@code albireo user applications}. */
    @Command(name = "applications", description = "Lists the applications with access to the account of a user.")
    static final class Applications extends OfUser {
        Applications(CommandContext context) {
            super(context);
        }

        @Override
        public ExitCode run() {
            return list("applications", List.of("clientId", "name", "since"));
        }
    }

    /** {@code albireo user revoke-application}. */
    @Command(
            name = "revoke-application",
            description = "Deletes the user's consent for an application and ends its grants.")
    static final class RevokeApplication extends OfUser {
        @Parameters(index = "1", paramLabel = "CLIENT", description = "The client id of the application.")
        private String client = "";

        @Mixin
        private final ReasonOption reason = new ReasonOption();

        RevokeApplication(CommandContext context) {
            super(context);
        }

        @Override
        public ExitCode run() {
            Map<String, Object> variables = new LinkedHashMap<>();
            variables.put("name", username);
            variables.put("client", client);
            variables.put("reason", reason.text());
            JsonNode done = context.api()
                    .graphql(
                            "mutation($name: String!, $client: String!, $reason: String!) {"
                                    + " revokeApplication(username: $name, clientId: $client, reason: $reason) }",
                            variables);
            context.output().done(client + " has no access to the account of " + username + " any more", done);
            return ExitCode.DONE;
        }
    }

    /** {@code albireo user export}. */
    @Command(
            name = "export",
            description = "Prints what is stored about a user, without secrets, as JSON. The export is audited.",
            footerHeading = "%nExamples:%n",
            footer = "  albireo user export alice > alice.json")
    static final class ExportAll extends OfUser {
        ExportAll(CommandContext context) {
            super(context);
        }

        @Override
        public ExitCode run() {
            String document = GraphqlMutation.of("exportUser")
                    .with("username", "String!", username)
                    .run(context, "document")
                    .path("document")
                    .asText();
            context.output().document(Json.parse(document).orElseThrow());
            return ExitCode.DONE;
        }
    }
}
