package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.events.AuditRecorded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code albireo events}: events as webhook subscriptions get them, in CloudEvents form, one JSON object a line. */
@Command(
        name = "events",
        description = {
            "Shows events as webhook subscriptions get them: CloudEvents 1.0, one JSON object a line.",
            "What is kept of the past is the audit trail, and the present state of users and groups."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {EventsCommand.TailEvents.class, EventsCommand.ExportState.class})
final class EventsCommand {
    private static final String AUDIT = "albireo.AuditRecorded.v1";

    private EventsCommand() {}

    /** {@code albireo events tail}. */
    @Command(
            name = "tail",
            description = "Shows the latest records of the audit trail as events, oldest first.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  albireo events tail --follow --type session.end",
                "  albireo events tail --since PT1H --subject 7d3b1f2e-5a86-4a42-9c8e-0d5e2f1c9b11"
            })
    static final class TailEvents implements AlbireoCli.CliCommand {
        private final CommandContext context;

        @Option(
                names = "--since",
                paramLabel = "TIME",
                description = "Start time, inclusive: 2026-11-01T00:00:00Z, or PT1H for an hour ago.")
        private Optional<String> since = Optional.empty();

        @Option(names = "--type", paramLabel = "ACTION", description = "The action, such as session.end.")
        private Optional<String> type = Optional.empty();

        @Option(names = "--subject", paramLabel = "ID", description = "The subject or other id that was acted on.")
        private Optional<String> subject = Optional.empty();

        @Option(
                names = "--limit",
                defaultValue = "50",
                paramLabel = "N",
                description = "The maximum number of events to begin with (default 50).")
        private int limit = 50;

        @Option(names = "--follow", description = "Then shows new events as they arrive, until interrupted.")
        private boolean follow;

        @Option(
                names = "--interval",
                defaultValue = "PT2S",
                paramLabel = "DURATION",
                description = "The pause between two queries of --follow (default PT2S).")
        private Duration interval = Duration.ofSeconds(2);

        TailEvents(CommandContext context) {
            this.context = context;
        }

        @Override
        public ExitCode run() {
            AuditFilter filter = AuditFilter.of(since, type, subject);
            List<JsonNode> newest = new ArrayList<>();
            new AuditPages(context.api(), filter.variables(context.environment().clock(), true)).each(facts -> {
                facts.stream().limit((long) limit - newest.size()).forEach(newest::add);
                return newest.size() < limit;
            });
            if (follow) {
                new FollowedAudit(context, filter, interval, this::line).after(newest.reversed());
            } else {
                newest.reversed().forEach(fact -> context.environment().out().println(line(fact)));
            }
            return ExitCode.DONE;
        }

        private String line(JsonNode fact) {
            AuditRecorded record = record(AuditPages.whole(fact));
            ObjectNode data = Json.object().put("actor", record.actor()).put("action", record.action());
            putIfPresent(data, "target", Optional.ofNullable(record.target()));
            data.put("outcome", record.outcome());
            putIfPresent(data, "clientId", record.client());
            putIfPresent(data, "address", Optional.ofNullable(record.address()));
            data.set("detail", Json.of(record.detail()));
            data.put("at", record.at().toString());
            return Json.line(event(context, fact.path("eventId").asText(), AUDIT, record.at(), record.key(), data));
        }

        private static AuditRecorded record(JsonNode fact) {
            Map<String, String> detail = new LinkedHashMap<>();
            fact.path("detail")
                    .properties()
                    .forEach(
                            entry -> detail.put(entry.getKey(), entry.getValue().asText()));
            return new AuditRecorded(
                    fact.path("actor").asText(),
                    fact.path("action").asText(),
                    fact.path("target").textValue(),
                    fact.path("outcome").asText(),
                    detail,
                    fact.path("address").textValue(),
                    Instant.parse(fact.path("at").asText()));
        }
    }

    /** {@code albireo events export}: what a receiver that has nothing applies before the first event. */
    @Command(
            name = "export",
            description = {
                "Exports the present state of all groups and users, as the events GroupChanged and UserChanged.",
                "Their version is 0, so that every event that a receiver is told is newer: apply the export first, then the events since it began."
            },
            footerHeading = "%nExamples:%n",
            footer = {
                "  albireo events export > state.jsonl",
                "  albireo events export --claims preferred_username,email > state.jsonl"
            })
    static final class ExportState implements AlbireoCli.CliCommand {
        private static final int PAGE = 200;
        private static final String USERS = """
                query($first: Int!, $after: String) {
                  users(first: $first, after: $after) {
                    nodes { subject username name email emailVerified enabled requires2fa groups resourceId totpEnabled } endCursor } }
                """;

        private final CommandContext context;

        @Option(
                names = "--claims",
                split = ",",
                paramLabel = "CLAIM",
                description =
                        "The claims of users that the events have: preferred_username, name, email, email_verified, groups; none by default.")
        private List<String> claims = new ArrayList<>();

        ExportState(CommandContext context) {
            this.context = context;
        }

        @Override
        public ExitCode run() {
            List<String> unknown = new ArrayList<>(claims);
            unknown.removeAll(List.of("preferred_username", "name", "email", "email_verified", "groups"));
            if (!unknown.isEmpty()) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        "--claims has " + unknown.getFirst()
                                + ", which is none of preferred_username, name, email, email_verified and groups");
            }
            Instant now = context.environment().clock().instant();
            AdminApi api = context.api();
            api.list(ResourceType.GROUP).forEach(group -> printGroup(group, now));
            String after = null;
            do {
                Map<String, @Nullable Object> variables = new LinkedHashMap<>();
                variables.put("first", PAGE);
                variables.put("after", after);
                JsonNode page = api.graphql(USERS, variables).path("users");
                page.path("nodes").forEach(user -> printUser(user, now));
                after = page.path("endCursor").textValue();
            } while (after != null && !context.environment().out().checkError());
            return ExitCode.DONE;
        }

        private void printGroup(JsonNode group, Instant now) {
            String id = group.path("id").asText();
            print(
                    "albireo.GroupChanged.v1",
                    id,
                    now,
                    Json.object()
                            .put("id", id)
                            .put("version", 0)
                            .put("requires2fa", group.path("requires2fa").asBoolean())
                            .put("at", now.toString()));
        }

        private void printUser(JsonNode user, Instant now) {
            String subject = user.path("subject").asText();
            ObjectNode data = Json.object().put("subject", subject).put("version", 0);
            putIfPresent(data, "id", Optional.ofNullable(user.path("resourceId").textValue()));
            for (String name : List.of("enabled", "requires2fa", "totpEnabled")) {
                data.put(name, user.path(name).asBoolean());
            }
            data.put("at", now.toString());
            ObjectNode shown = claims(user);
            shown.retain(claims);
            if (!shown.isEmpty()) {
                data.set("claims", shown);
            }
            print("albireo.UserChanged.v1", subject, now, data);
        }

        private static ObjectNode claims(JsonNode user) {
            ObjectNode all = Json.object()
                    .put("preferred_username", user.path("username").asText());
            putIfPresent(all, "name", Optional.ofNullable(user.path("name").textValue()));
            if (user.path("email").isTextual()) {
                all.put("email", user.path("email").asText())
                        .put("email_verified", user.path("emailVerified").asBoolean());
            }
            all.set("groups", user.path("groups"));
            return all;
        }

        private void print(String type, String subject, Instant now, ObjectNode data) {
            context.environment()
                    .out()
                    .println(Json.line(event(context, UUID.randomUUID().toString(), type, now, subject, data)));
        }
    }

    private static ObjectNode event(
            CommandContext context, String id, String type, Instant time, String subject, ObjectNode data) {
        ObjectNode event = Json.object()
                .put("specversion", "1.0")
                .put("id", id)
                .put("source", context.issuerName())
                .put("type", type)
                .put("time", time.toString())
                .put("subject", subject)
                .put("datacontenttype", "application/json");
        event.set("data", data);
        return event;
    }

    private static void putIfPresent(ObjectNode data, String name, Optional<String> value) {
        value.ifPresent(text -> data.put(name, text));
    }
}
