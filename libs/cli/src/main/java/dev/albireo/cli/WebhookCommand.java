package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code albireo webhook}: deliveries to webhook subscriptions. {@code albireo apply} declares the subscriptions. */
@Command(
        name = "webhook",
        description = {
            "Lists and repeats the deliveries to a webhook subscription, and sends a test event.",
            "Subscriptions are declared with albireo apply, and shown with albireo get WebhookSubscription."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            WebhookCommand.ListDeliveries.class,
            WebhookCommand.ReplayDeliveries.class,
            WebhookCommand.TestSubscription.class
        })
final class WebhookCommand {
    private static final List<String> FIELDS = List.of(
            "id",
            "type",
            "subject",
            "state",
            "attempts",
            "lastStatus",
            "lastError",
            "recordedAt",
            "nextAttemptAt",
            "eventId",
            "occurredAt",
            "endedAt");
    private static final List<String> COLUMNS = FIELDS.subList(0, FIELDS.indexOf("eventId"));
    private static final int PAGE = 200;

    private WebhookCommand() {}

    /** A command on one subscription. */
    abstract static class OfSubscription implements AlbireoCli.CliCommand {
        final CommandContext context;

        @Parameters(index = "0", paramLabel = "ID", description = "The id of the WebhookSubscription.")
        String subscription = "";

        OfSubscription(CommandContext context) {
            this.context = context;
        }
    }

    /** {@code albireo webhook deliveries}. */
    @Command(
            name = "deliveries",
            description = "Lists the deliveries of the last 30 days, newest first.",
            footerHeading = "%nExample:%n",
            footer = "  albireo webhook deliveries my-app --state dead")
    static final class ListDeliveries extends OfSubscription {
        private static final String QUERY = """
                query($subscription: String!, $state: String, $first: Int, $after: String) {
                  webhookDeliveries(subscription: $subscription, state: $state, first: $first, after: $after) {
                    nodes { %s } endCursor } }
                """.formatted(String.join(" ", FIELDS));

        @Option(
                names = "--state",
                paramLabel = "STATE",
                description = "due, delivered or dead (given up); all by default.")
        private Optional<String> state = Optional.empty();

        @Option(
                names = "--limit",
                defaultValue = "50",
                paramLabel = "N",
                description = "The maximum number of deliveries (default 50).")
        private int limit = 50;

        ListDeliveries(CommandContext context) {
            super(context);
        }

        @Override
        public ExitCode run() {
            AdminApi api = context.api();
            List<JsonNode> newest = new ArrayList<>();
            String after = null;
            do {
                Map<String, @Nullable Object> variables = new LinkedHashMap<>();
                variables.put("subscription", subscription);
                variables.put("state", state.orElse(null));
                variables.put("first", Math.clamp((long) limit - newest.size(), 1, PAGE));
                variables.put("after", after);
                JsonNode page = api.graphql(QUERY, variables).path("webhookDeliveries");
                page.path("nodes").forEach(newest::add);
                after = page.path("endCursor").textValue();
            } while (after != null && newest.size() < limit);
            context.output().list(COLUMNS, newest);
            return ExitCode.DONE;
        }
    }

    /** {@code albireo webhook replay}. */
    @Command(
            name = "replay",
            description = {
                "Repeats deliveries that have ended, delivered or dead, with the same webhook-id; at most 10000 at once.",
                "A receiver that deduplicates by webhook-id ignores those that it has."
            },
            footerHeading = "%nExamples:%n",
            footer = {
                "  albireo webhook replay my-app --from PT6H",
                "  albireo webhook replay my-app --from 2026-11-22T10:00:00Z --to 2026-11-22T12:00:00Z",
                "  albireo webhook replay my-app --delivery msg_0f3a6d7c1b9e4f52a8c7d6e5f4a3b2c1"
            })
    static final class ReplayDeliveries extends OfSubscription {
        private static final String MUTATION = """
                mutation($subscription: String!, $ids: [String!], $from: String, $to: String) {
                  replayWebhookDeliveries(subscription: $subscription, ids: $ids, from: $from, to: $to) }
                """;

        @ArgGroup(multiplicity = "1")
        private ReplayedDeliveriesOption chosen = new ReplayedDeliveriesOption();

        ReplayDeliveries(CommandContext context) {
            super(context);
        }

        @Override
        public ExitCode run() {
            Map<String, @Nullable Object> variables =
                    chosen.variables(context.environment().clock());
            variables.put("subscription", subscription);
            JsonNode replayed = context.api().graphql(MUTATION, variables);
            int number = replayed.path("replayWebhookDeliveries").asInt();
            context.output().done(number + (number == 1 ? " delivery is" : " deliveries are") + " repeated", replayed);
            return ExitCode.DONE;
        }
    }

    /** Which deliveries are repeated: some by their ids, or those recorded in a period. */
    static final class ReplayedDeliveriesOption {
        @Option(
                names = "--delivery",
                paramLabel = "ID",
                description = "A delivery that 'albireo webhook deliveries' lists; may be repeated.")
        private @Nullable List<String> ids;

        @ArgGroup(exclusive = false, multiplicity = "1")
        private @Nullable RecordedPeriod period;

        Map<String, @Nullable Object> variables(Clock clock) {
            Map<String, @Nullable Object> variables = new LinkedHashMap<>();
            if (period == null) {
                variables.put("ids", ids);
            } else {
                variables.put(
                        "from",
                        period.from.map(text -> AuditFilter.time(text, clock)).orElse(null));
                variables.put(
                        "to",
                        period.to.map(text -> AuditFilter.time(text, clock)).orElse(null));
            }
            return variables;
        }
    }

    /** When deliveries were recorded. */
    static final class RecordedPeriod {
        @Option(
                names = "--from",
                paramLabel = "TIME",
                description = "Those recorded at this time or later: 2026-11-22T10:00:00Z, or PT6H for six hours ago.")
        private Optional<String> from = Optional.empty();

        @Option(
                names = "--to",
                paramLabel = "TIME",
                description = "Those recorded before this time, in the same format.")
        private Optional<String> to = Optional.empty();
    }

    /** {@code albireo webhook test}. */
    @Command(
            name = "test",
            description = {
                "Sends an event of the type albireo.Test.v1 to a subscription.",
                "The result is in the list of albireo webhook deliveries."
            },
            footerHeading = "%nExample:%n",
            footer = "  albireo webhook test my-app")
    static final class TestSubscription extends OfSubscription {
        TestSubscription(CommandContext context) {
            super(context);
        }

        @Override
        public ExitCode run() {
            JsonNode sent = context.api()
                    .graphql(
                            "mutation($subscription: String!) { testWebhookSubscription(subscription: $subscription) }",
                            Map.of("subscription", subscription));
            context.output()
                    .done(
                            "A test event is sent as delivery "
                                    + sent.path("testWebhookSubscription").asText(),
                            sent);
            return ExitCode.DONE;
        }
    }
}
