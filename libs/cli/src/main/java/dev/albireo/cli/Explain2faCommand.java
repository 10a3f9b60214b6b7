package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.cli.UserCommand.OfUser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code albireo user explain-2fa}: the second-factor decision on a request of a user. */
@Command(
        name = "explain-2fa",
        description =
                "Tells whether a request of a user would require a second factor, and by which rules. Without a client: a sign-in to the account page.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  albireo user explain-2fa alice",
            "  albireo user explain-2fa alice --client shop --scope payment --address 203.0.113.7",
            "  albireo user explain-2fa alice --client shop --at 2027-01-01T00:00:00Z"
        })
final class Explain2faCommand extends OfUser {
    private static final String QUERY = """
            query($name: String!, $client: String, $scope: String, $maxAge: Int, $acr: [String!], $resources: [String!], $address: String, $at: String) {
              explain2fa(username: $name, clientId: $client, scope: $scope, maxAge: $maxAge, acrValues: $acr, resources: $resources, address: $address, at: $at) {
                required step proofMaxAge denied rules { rule because } policy { id outcome enforceFrom fired unmet description } factors { id type name }
              }
            }
            """;

    @Option(names = "--client", paramLabel = "ID", description = "The client that asks.")
    private Optional<String> client = Optional.empty();

    @Option(names = "--scope", paramLabel = "SCOPE", description = "A scope of the request; may be repeated.")
    private List<String> scopes = new ArrayList<>();

    @Option(
            names = "--max-age",
            paramLabel = "SECONDS",
            description = "The max_age of the request; by default that of the client.")
    private Optional<Integer> maxAge = Optional.empty();

    @Option(
            names = "--acr",
            paramLabel = "VALUE",
            description = "One of the acr_values of the request; may be repeated; by default those of the client.")
    private List<String> acr = new ArrayList<>();

    @Option(
            names = "--resource",
            paramLabel = "URI",
            description = "A resource of the request (RFC 8707); may be repeated.")
    private List<String> resources = new ArrayList<>();

    @Option(
            names = "--address",
            paramLabel = "IP",
            description = "The address of the user; without it, rules about networks do not apply.")
    private Optional<String> address = Optional.empty();

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description =
                    "The time of the request, such as 2027-01-01T00:00:00Z, for rules with enforceFrom; by default now.")
    private Optional<String> at = Optional.empty();

    Explain2faCommand(CommandContext context) {
        super(context);
    }

    @Override
    public ExitCode run() {
        JsonNode explained = context.api().graphql(QUERY, variables()).path("explain2fa");
        context.output().done(text(explained), explained);
        if (context.output().format() == Format.table) {
            List<JsonNode> rules = new ArrayList<>();
            explained.path("rules").forEach(rules::add);
            if (!rules.isEmpty()) {
                context.output().list(List.of("rule", "because"), rules);
            }
            List<JsonNode> policy = new ArrayList<>();
            explained.path("policy").forEach(policy::add);
            if (!policy.isEmpty()) {
                context.output().list(List.of("id", "outcome", "enforceFrom", "fired", "unmet", "description"), policy);
            }
        }
        return ExitCode.DONE;
    }

    private Map<String, Object> variables() {
        Map<String, Object> variables = new HashMap<>(Map.of("name", username));
        client.ifPresent(id -> variables.put("client", id));
        if (!scopes.isEmpty()) {
            variables.put("scope", String.join(" ", scopes));
        }
        maxAge.ifPresent(seconds -> variables.put("maxAge", seconds));
        if (!acr.isEmpty()) {
            variables.put("acr", acr);
        }
        if (!resources.isEmpty()) {
            variables.put("resources", resources);
        }
        address.ifPresent(ip -> variables.put("address", ip));
        at.ifPresent(time -> variables.put("at", time));
        return variables;
    }

    private String text(JsonNode explained) {
        return switch (explained.path("step").asText()) {
            case "REFUSED" ->
                explained.path("denied").asBoolean()
                        ? "the declared policy denies the request of " + username
                        : username + " is disabled: the sign-in is refused";
            case "NONE" -> username + " needs one factor" + until(explained.path("policy"));
            case "PROVE" -> username + " needs a second factor, and has " + factors(explained.path("factors"));
            default -> username + " needs a second factor, and has none: the sign-in sets one up";
        };
    }

    /** Says from when this no longer holds, if a rule that concerns the request is not enforced yet: it observes until then. */
    private static String until(JsonNode policy) {
        return StreamSupport.stream(policy.spliterator(), false)
                .filter(rule -> rule.path("fired").asBoolean()
                        && rule.path("enforceFrom").isTextual()
                        && rule.path("outcome").asText().equals("observe"))
                .min(Comparator.comparing(
                        rule -> Instant.parse(rule.path("enforceFrom").asText())))
                .map(rule -> " until " + rule.path("enforceFrom").asText() + ", when "
                        + rule.path("id").asText() + " is enforced")
                .orElse("");
    }

    private static String factors(JsonNode factors) {
        List<String> types = new ArrayList<>();
        factors.forEach(factor -> types.add(factor.path("type").asText()));
        return String.join(", ", types);
    }
}
