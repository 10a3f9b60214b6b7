package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code albireo user}: accounts. */
@Command(
        name = "user",
        description =
                "Adds, lists, shows, changes and deletes users, and ends their sessions, factors and applications.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UserCommand.Add.class,
            UserCommand.Listing.class,
            UserCommand.Show.class,
            UserCommand.Update.class,
            UserSupportCommands.Disable.class,
            UserSupportCommands.Enable.class,
            UserSupportCommands.Unlock.class,
            UserSupportCommands.SendPasswordReset.class,
            UserSupportCommands.EnrolmentCodeCommand.class,
            UserSupportCommands.CancelReset.class,
            UserSupportCommands.Invite.class,
            UserCommand.Delete.class,
            UserAccessCommands.Sessions.class,
            UserAccessCommands.EndSessions.class,
            UserAccessCommands.Factors.class,
            UserAccessCommands.RemoveFactor.class,
            UserAccessCommands.Applications.class,
            UserAccessCommands.RevokeApplication.class,
            UserAccessCommands.ExportAll.class,
            Explain2faCommand.class
        })
final class UserCommand {
    private static final String FIELDS =
            "username subject name email emailVerified enabled requires2fa totpEnabled groups resourceId createdAt"
                    + " lastLoginAt";
    private static final List<String> COLUMNS =
            List.of("username", "name", "email", "enabled", "requires2fa", "totpEnabled", "groups");
    private static final List<String> REFUSED_COLUMNS = List.of("name", "violation", "username", "subject");
    private static final int PAGE = 200;

    /** A command on one user. */
    abstract static class OfUser implements AlbireoCli.CliCommand {
        final CommandContext context;

        @Parameters(paramLabel = "USERNAME", description = "The login name of the user.")
        String username = "";

        OfUser(CommandContext context) {
            this.context = context;
        }

        /** Runs a mutation of the user, and tells its result. */
        final ExitCode mutate(GraphqlMutation mutation) {
            return Results.tell(
                    context,
                    mutation.with("username", "String!", username)
                            .run(context, "success message user { " + FIELDS + " }"));
        }

        /** Lists what a query returns for the user. */
        final ExitCode list(String field, List<String> columns) {
            List<JsonNode> rows = new ArrayList<>();
            context.api()
                    .graphql(
                            "query($name: String!) { " + field + "(username: $name) { " + String.join(" ", columns)
                                    + " } }",
                            Map.of("name", username))
                    .path(field)
                    .forEach(rows::add);
            context.output().list(columns, rows);
            return ExitCode.DONE;
        }
    }

    /** {@code albireo user add}. */
    @Command(
            name = "add",
            description = "Creates a user. Asks for a password at a terminal; elsewhere it comes from --password-file.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  albireo user add alice --email alice@example.com --name 'Alice Example'",
                "  pass show alice | albireo user add alice --password-file -",
                "  albireo user add bob --no-password --require-2fa --group staff"
            })
    static final class Add extends OfUser {
        @Option(names = "--email", paramLabel = "ADDRESS", description = "The email address of the user.")
        private Optional<String> email = Optional.empty();

        @Option(names = "--email-verified", description = "The email address is verified; it can be used to sign in.")
        private boolean emailVerified;

        @Option(names = "--name", paramLabel = "NAME", description = "The full name of the user.")
        private Optional<String> name = Optional.empty();

        @Option(names = "--group", paramLabel = "GROUP", description = "A group of the user; may be repeated.")
        private List<String> groups = new ArrayList<>();

        @Option(names = "--require-2fa", description = "The user must have a second factor.")
        private boolean require;

        @ArgGroup
        private PasswordSource source = new PasswordSource();

        Add(CommandContext context) {
            super(context);
        }

        /** Exactly one of the options. */
        static final class PasswordSource {
            @Option(
                    names = "--password-file",
                    paramLabel = "FILE",
                    description = "The file whose first line is the password; - is the standard input.")
            private Optional<String> file = Optional.empty();

            @Option(names = "--no-password", description = "The user cannot sign in by password until one is set.")
            private boolean none;
        }

        @Override
        public ExitCode run() {
            Map<String, Object> input = new LinkedHashMap<>();
            input.put("username", username);
            email.ifPresent(address -> input.put("email", address));
            input.put("emailVerified", emailVerified);
            name.ifPresent(text -> input.put("name", text));
            input.put("groups", groups);
            input.put("requires2fa", require);
            password().ifPresent(password -> input.put("password", password));
            JsonNode created = GraphqlMutation.of("createUser")
                    .with("input", "NewUserInput!", input)
                    .run(context, FIELDS);
            context.output().done("User " + username + " was created", created);
            return ExitCode.DONE;
        }

        private Optional<String> password() {
            if (source.none) {
                return Optional.empty();
            }
            if (source.file.isPresent()) {
                return Optional.of(SecretInput.read(
                        source.file.get(), context.environment().in()));
            }
            Optional<String> submitted =
                    context.environment().secret("Password for " + username + " (empty for none): ");
            if (submitted.isEmpty() && !context.environment().person()) {
                throw new CommandFailure(ExitCode.USAGE, "use --password-file or --no-password without a terminal");
            }
            if (submitted.isPresent() && !submitted.equals(context.environment().secret("Repeat the password: "))) {
                throw new CommandFailure(ExitCode.USAGE, "the passwords differ");
            }
            return submitted;
        }
    }

    /** {@code albireo user list}. */
    @Command(
            name = "list",
            description = "Lists all users, or those that meet all conditions.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  albireo user list --search @example.com",
                "  albireo user list --factor none --last-login-before 2026-01-01",
                "  albireo user list -o json | jq -r '.[].username'"
            })
    static final class Listing implements AlbireoCli.CliCommand {
        private final CommandContext context;

        @Option(names = "--search", paramLabel = "TEXT", description = "A part of the login name or email address.")
        private Optional<String> search = Optional.empty();

        @Option(names = "--group", paramLabel = "ID", description = "The id of a group.")
        private Optional<String> group = Optional.empty();

        @Option(
                names = "--factor",
                paramLabel = "FACTOR",
                description = "A second factor that the user has: passkey, totp or none.")
        private Optional<WantedFactor> factor = Optional.empty();

        @Option(
                names = "--last-login-before",
                paramLabel = "DATE",
                description = "A date (UTC): users who have not signed in since then, or never.")
        private Optional<LocalDate> lastLoginBefore = Optional.empty();

        @Option(
                names = "--order-by",
                paramLabel = "ORDER",
                description = "username, created or last_login, also with _desc; by default username.")
        private ListOrder orderBy = ListOrder.USERNAME;

        enum WantedFactor {
            PASSKEY,
            TOTP,
            NONE
        }

        enum ListOrder {
            USERNAME,
            USERNAME_DESC,
            CREATED,
            CREATED_DESC,
            LAST_LOGIN,
            LAST_LOGIN_DESC
        }

        Listing(CommandContext context) {
            this.context = context;
        }

        @Option(
                names = "--refused-names",
                description =
                        "Lists existing login names that the current rules reject, such as names with a semicolon.")
        private boolean refusedNames;

        @Override
        public ExitCode run() {
            AdminApi api = context.api();
            if (refusedNames) {
                context.output().list(REFUSED_COLUMNS, refusedNames(api));
                return ExitCode.DONE;
            }
            List<JsonNode> all = new ArrayList<>();
            try (ProgressLine progress = new ProgressLine(context.environment())) {
                String after = null;
                do {
                    Map<String, Object> variables = new LinkedHashMap<>();
                    variables.put("first", PAGE);
                    variables.put("after", after);
                    variables.put("filter", filter());
                    variables.put("orderBy", orderBy.name());
                    JsonNode page = api.graphql(
                                    "query($first: Int, $after: String, $filter: UserFilterInput, $orderBy: UserOrder) {"
                                            + " users(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {"
                                            + " nodes { " + FIELDS + " } endCursor } }",
                                    variables)
                            .path("users");
                    page.path("nodes").forEach(all::add);
                    after = page.path("endCursor").textValue();
                    progress.at(all.size() + " users");
                } while (after != null);
            }
            context.output().list(COLUMNS, all);
            return ExitCode.DONE;
        }

        private Map<String, Object> filter() {
            Map<String, Object> filter = new LinkedHashMap<>();
            search.ifPresent(text -> filter.put("text", text));
            group.ifPresent(id -> filter.put("group", id));
            factor.ifPresent(kind -> filter.put("factor", kind.name()));
            lastLoginBefore.ifPresent(date -> filter.put("lastLoginBefore", date + "T00:00:00Z"));
            return filter;
        }
    }

    private static List<JsonNode> refusedNames(AdminApi api) {
        List<JsonNode> all = new ArrayList<>();
        String after = null;
        do {
            Map<String, Object> variables = new LinkedHashMap<>();
            variables.put("after", after);
            JsonNode page = api.graphql(
                            "query($after: String) { refusedLoginNames(after: $after) {"
                                    + " nodes { name violation user { username subject } } endCursor } }",
                            variables)
                    .path("refusedLoginNames");
            for (JsonNode node : page.path("nodes")) {
                all.add(Json.object()
                        .put("name", node.path("name").asText())
                        .put("violation", node.path("violation").asText())
                        .put("username", node.at("/user/username").asText())
                        .put("subject", node.at("/user/subject").asText()));
            }
            after = page.path("endCursor").textValue();
        } while (after != null);
        return all;
    }

    /** {@code albireo user show}. */
    @Command(name = "show", description = "Shows a user.")
    static final class Show extends OfUser {
        Show(CommandContext context) {
            super(context);
        }

        @Override
        public ExitCode run() {
            JsonNode user = context.api()
                    .graphql(
                            "query($name: String!) { user(username: $name) { " + FIELDS + " } }",
                            Map.of("name", username))
                    .path("user");
            if (!user.isObject()) {
                throw new CommandFailure(ExitCode.REFUSED, "User not found: " + username);
            }
            context.output().object(user);
            return ExitCode.DONE;
        }
    }

    /** {@code albireo user update}. */
    @Command(
            name = "update",
            description = "Changes a user; what no option names stays as it is.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  albireo user update alice --email alice@example.org --email-verified",
                "  albireo user update alice --group staff --group finance",
                "  albireo user update alice --username alice.example"
            })
    static final class Update extends OfUser {
        @Option(names = "--username", paramLabel = "NAME", description = "The new login name.")
        private Optional<String> newName = Optional.empty();

        @Option(names = "--email", paramLabel = "ADDRESS", description = "The email address; '' removes it.")
        private Optional<String> email = Optional.empty();

        @Option(names = "--email-verified", negatable = true, description = "Whether the address is verified.")
        private Optional<Boolean> emailVerified = Optional.empty();

        @Option(names = "--name", paramLabel = "NAME", description = "The full name; '' removes it.")
        private Optional<String> name = Optional.empty();

        @Option(
                names = "--group",
                paramLabel = "GROUP",
                description = "A group of the user; all groups are replaced by the given ones; '' for none.")
        private List<String> groups = new ArrayList<>();

        Update(CommandContext context) {
            super(context);
        }

        @Override
        public ExitCode run() {
            Map<String, Object> input = new LinkedHashMap<>();
            newName.ifPresent(text -> input.put("username", text));
            email.ifPresent(address -> input.put("email", address));
            emailVerified.ifPresent(verified -> input.put("emailVerified", verified));
            name.ifPresent(text -> input.put("name", text));
            if (!groups.isEmpty()) {
                input.put(
                        "groups",
                        groups.stream().filter(group -> !group.isEmpty()).toList());
            }
            if (input.isEmpty()) {
                throw new CommandFailure(ExitCode.USAGE, "no option says what to change");
            }
            return mutate(GraphqlMutation.of("updateUser").with("input", "UserChangesInput!", input));
        }
    }

    /** {@code albireo user delete}. */
    @Command(
            name = "delete",
            description = "Deletes a user with all passwords, passkeys and codes, and ends all sessions and grants.")
    static final class Delete extends OfUser {
        Delete(CommandContext context) {
            super(context);
        }

        @Override
        public ExitCode run() {
            return mutate(GraphqlMutation.of("deleteUser"));
        }
    }
}
