package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code albireo group}: declared groups and their members. */
@Command(
        name = "group",
        description = "Adds, lists, shows, changes and deletes groups, and adds and removes their members.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            GroupCommand.AddGroup.class,
            GroupCommand.ListGroups.class,
            GroupCommand.ShowGroup.class,
            GroupCommand.UpdateGroup.class,
            GroupCommand.DeleteGroup.class,
            GroupCommand.ListGroupMembers.class,
            GroupCommand.AddGroupMembers.class,
            GroupCommand.RemoveGroupMembers.class
        })
final class GroupCommand {
    private static final String FIELDS = "id name description requires2fa memberCount versionId lastUpdated";
    private static final List<String> COLUMNS = List.of("id", "name", "requires2fa", "memberCount");
    private static final List<String> MEMBER_COLUMNS = List.of("username", "name", "email", "enabled", "totpEnabled");
    private static final int PAGE = 200;

    private GroupCommand() {}

    /** A command on one group. */
    abstract static class OfGroup implements AlbireoCli.CliCommand {
        final CommandContext context;

        @Parameters(index = "0", paramLabel = "GROUP", description = "The id of the group.")
        String group = "";

        OfGroup(CommandContext context) {
            this.context = context;
        }

        /** Runs a mutation of the group, and tells its result. */
        final ExitCode mutate(GraphqlMutation mutation, String done) {
            JsonNode result = mutation.with("id", "String!", group).run(context, FIELDS);
            context.output().done("Group " + group + " was " + done, result);
            return ExitCode.DONE;
        }

        /** Returns the group; empty if it is not declared. */
        final Optional<JsonNode> find() {
            JsonNode found = context.api()
                    .graphql("query($id: String!) { group(id: $id) { " + FIELDS + " } }", Map.of("id", group))
                    .path("group");
            return Optional.of(found).filter(JsonNode::isObject);
        }

        final CommandFailure unknown() {
            return new CommandFailure(ExitCode.REFUSED, "Group not found: " + group);
        }
    }

    /** {@code albireo group add}. */
    @Command(
            name = "add",
            description = "Declares a group, of which users may be members already.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  albireo group add finance --name Finance --require-2fa",
                "  albireo group add staff --member alice --member bob@example.com"
            })
    static final class AddGroup extends OfGroup {
        @Option(names = "--name", paramLabel = "NAME", description = "The name of the group for people.")
        private Optional<String> name = Optional.empty();

        @Option(names = "--description", paramLabel = "TEXT", description = "What the group is for.")
        private Optional<String> description = Optional.empty();

        @Option(names = "--require-2fa", description = "The members must have a second factor.")
        private boolean require;

        @Option(
                names = "--member",
                paramLabel = "USERNAME",
                description = "A member; may be repeated. All others who name the group stop being members.")
        private List<String> members = new ArrayList<>();

        AddGroup(CommandContext context) {
            super(context);
        }

        @Override
        public ExitCode run() {
            if (find().isPresent()) {
                throw new CommandFailure(
                        ExitCode.REFUSED, "Group " + group + " exists already; use albireo group update");
            }
            ObjectNode resource = Json.object().put("requires2fa", require);
            name.ifPresent(text -> resource.put("name", text));
            description.ifPresent(text -> resource.put("description", text));
            if (!members.isEmpty()) {
                resource.set("members", Json.of(members));
            }
            return mutate(GraphqlMutation.of("putGroup").with("resource", "String!", Json.line(resource)), "created");
        }
    }

    /** {@code albireo group list}. */
    @Command(name = "list", description = "Lists all declared groups.")
    static final class ListGroups implements AlbireoCli.CliCommand {
        private final CommandContext context;

        ListGroups(CommandContext context) {
            this.context = context;
        }

        @Override
        public ExitCode run() {
            AdminApi api = context.api();
            List<JsonNode> all = new ArrayList<>();
            String after = null;
            do {
                Map<String, Object> variables = new LinkedHashMap<>();
                variables.put("first", PAGE);
                variables.put("after", after);
                JsonNode page = api.graphql(
                                "query($first: Int, $after: String) { groups(first: $first, after: $after) {"
                                        + " nodes { " + FIELDS + " } endCursor } }",
                                variables)
                        .path("groups");
                page.path("nodes").forEach(all::add);
                after = page.path("endCursor").textValue();
            } while (after != null);
            context.output().list(COLUMNS, all);
            return ExitCode.DONE;
        }
    }

    /** {@code albireo group show}. */
    @Command(name = "show", description = "Shows a declared group.")
    static final class ShowGroup extends OfGroup {
        ShowGroup(CommandContext context) {
            super(context);
        }

        @Override
        public ExitCode run() {
            context.output().object(find().orElseThrow(this::unknown));
            return ExitCode.DONE;
        }
    }

    /** {@code albireo group update}. */
    @Command(
            name = "update",
            description = "Changes a group; what no option names stays as it is.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  albireo group update finance --require-2fa",
                "  albireo group update finance --no-require-2fa --description ''"
            })
    static final class UpdateGroup extends OfGroup {
        @Option(names = "--name", paramLabel = "NAME", description = "The name of the group; '' removes it.")
        private Optional<String> name = Optional.empty();

        @Option(names = "--description", paramLabel = "TEXT", description = "What the group is for; '' removes it.")
        private Optional<String> description = Optional.empty();

        @Option(
                names = "--require-2fa",
                negatable = true,
                description = "Whether the members must have a second factor.")
        private Optional<Boolean> require = Optional.empty();

        UpdateGroup(CommandContext context) {
            super(context);
        }

        @Override
        public ExitCode run() {
            ObjectNode changes = Json.object();
            name.ifPresent(text -> changes.put("name", text));
            description.ifPresent(text -> changes.put("description", text));
            require.ifPresent(required -> changes.put("requires2fa", required));
            if (changes.isEmpty()) {
                throw new CommandFailure(ExitCode.USAGE, "no option says what to change");
            }
            return mutate(GraphqlMutation.of("patchGroup").with("changes", "String!", Json.line(changes)), "changed");
        }
    }

    /** {@code albireo group delete}. */
    @Command(name = "delete", description = "Deletes a group and all memberships.")
    static final class DeleteGroup extends OfGroup {
        DeleteGroup(CommandContext context) {
            super(context);
        }

        @Override
        public ExitCode run() {
            return mutate(GraphqlMutation.of("deleteGroup"), "deleted");
        }
    }

    /** {@code albireo group members}. */
    @Command(name = "members", description = "Lists all members of a declared group.")
    static final class ListGroupMembers extends OfGroup {
        ListGroupMembers(CommandContext context) {
            super(context);
        }

        @Override
        public ExitCode run() {
            AdminApi api = context.api();
            List<JsonNode> all = new ArrayList<>();
            try (ProgressLine progress = new ProgressLine(context.environment())) {
                String after = null;
                do {
                    Map<String, Object> variables = new LinkedHashMap<>();
                    variables.put("id", group);
                    variables.put("first", PAGE);
                    variables.put("after", after);
                    JsonNode found = api.graphql(
                                    "query($id: String!, $first: Int, $after: String) { group(id: $id) {"
                                            + " members(first: $first, after: $after) {"
                                            + " nodes { username subject name email enabled requires2fa totpEnabled }"
                                            + " endCursor } } }",
                                    variables)
                            .path("group");
                    if (!found.isObject()) {
                        throw unknown();
                    }
                    found.at("/members/nodes").forEach(all::add);
                    after = found.at("/members/endCursor").textValue();
                    progress.at(all.size() + " members");
                } while (after != null);
            }
            context.output().list(MEMBER_COLUMNS, all);
            return ExitCode.DONE;
        }
    }

    /** A command on some members of a group. */
    abstract static class OfMembers extends OfGroup {
        @Parameters(
                index = "1..*",
                arity = "1..*",
                paramLabel = "USERNAME",
                description = "Login names of users, or the ids of their resources.")
        private List<String> members = new ArrayList<>();

        OfMembers(CommandContext context) {
            super(context);
        }

        /** Runs a mutation of these members. */
        final ExitCode change(String field) {
            return mutate(GraphqlMutation.of(field).with("members", "[String!]!", members), "changed");
        }
    }

    /** {@code albireo group add-members}. */
    @Command(
            name = "add-members",
            description = "Makes users members of a group.",
            footerHeading = "%nExample:%n",
            footer = "  albireo group add-members finance alice bob@example.com")
    static final class AddGroupMembers extends OfMembers {
        AddGroupMembers(CommandContext context) {
            super(context);
        }

        @Override
        public ExitCode run() {
            return change("addGroupMembers");
        }
    }

    /** {@code albireo group remove-members}. */
    @Command(
            name = "remove-members",
            description = "Ends the membership of users in a group.",
            footerHeading = "%nExample:%n",
            footer = "  albireo group remove-members finance alice")
    static final class RemoveGroupMembers extends OfMembers {
        RemoveGroupMembers(CommandContext context) {
            super(context);
        }

        @Override
        public ExitCode run() {
            return change("removeGroupMembers");
        }
    }
}
