package dev.albireo.oauth.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.policy.AcrDefinition;
import dev.albireo.policy.DecisionContext;
import dev.albireo.policy.PolicyDocument;
import dev.albireo.policy.PolicyRule;
import dev.albireo.policy.RuleCondition;
import dev.albireo.policy.RuleConditions;
import dev.albireo.policy.RuleOutcome;
import dev.albireo.policy.SecondFactorKind;
import dev.albireo.protocol.Cidr;
import dev.albireo.web.DeclaredRepresentation;
import dev.albireo.web.Fields;
import dev.albireo.web.Problem;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The resource {@code SecondFactorPolicy}: each field is validated, and unknown ones are rejected by name. */
final class PolicyDeclaration {
    private static final int MAX_RULES = 100;
    private static final int MAX_VALUES = 100;
    private static final int MAX_VALUE_LENGTH = 300;
    private static final int MAX_DESCRIPTION_LENGTH = 500;
    private static final int LONGEST_MAX_AGE = 999_999_999;

    /** Below a minute, a user who reads a page of consent would be asked again. */
    private static final int SHORTEST_FRESHNESS = 60;

    private static final int LONGEST_FRESHNESS = 86_400;
    private static final int MAX_ACRS = 20;
    private static final Pattern ACR_VALUE = Pattern.compile("[\\x21-\\x7e]{1,255}");

    /** The built-in values, and one that no passkey meets that is registered without attestation. */
    private static final List<String> RESERVED_ACRS = List.of("aal1", "aal2", "phr", "phrh");

    private static final Pattern RULE_ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    private static final String RULES = "rules";
    private static final String CONDITIONS = "conditions";
    private static final String ACR = "acr";
    private static final String VALUE = "value";
    private static final String OUTCOME = "outcome";
    private static final String FRESHNESS = "freshness";
    private static final String FACTORS = "factors";
    private static final String ENFORCE_FROM = "enforceFrom";

    private PolicyDeclaration() {}

    /** Returns the document of a policy without rules. */
    static ObjectNode empty() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Returns a copy of a request's body without the members of the envelope; rejected with {@code BAD_REQUEST} if it is not an object. */
    static ObjectNode document(@Nullable JsonNode body) {
        if (!(body instanceof ObjectNode object)) {
            throw Problem.BAD_REQUEST.because("the body must be an object");
        }
        ObjectNode document = object.deepCopy();
        document.remove(DeclaredRepresentation.ENVELOPE);
        return document;
    }

    /** Reads the document of a policy; rejected with {@code UNPROCESSABLE}, naming the field, such as {@code rules[0].conditions.scopes}. */
    static PolicyDocument read(String policy, ObjectNode document) {
        Fields fields = Fields.of(document);
        fields.text("description", MAX_DESCRIPTION_LENGTH);
        fields.require(
                fields.any(RULES).isPresent() || fields.any(ACR).isPresent(), RULES, "present, unless acr is present");
        List<PolicyRule> rules = rules(policy, fields);
        List<AcrDefinition> acrs = acrs(fields);
        fields.refuseUnknown();
        return new PolicyDocument(rules, acrs);
    }

    private static List<PolicyRule> rules(String policy, Fields fields) {
        JsonNode list = fields.any(RULES).orElseGet(JsonNodeFactory.instance::arrayNode);
        fields.require(list.isArray() && list.size() <= MAX_RULES, RULES, "a list of at most " + MAX_RULES + " rules");
        List<PolicyRule> rules = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            String place = RULES + "[" + i + "]";
            fields.require(list.get(i).isObject(), place, "an object");
            Fields rule = Fields.of(list.get(i)).in(place);
            PolicyRule read = rule(policy, rule);
            rule.require(ids.add(read.id()), "id", "unique; another rule of the policy has it");
            rules.add(read);
        }
        return rules;
    }

    private static List<AcrDefinition> acrs(Fields fields) {
        JsonNode list = fields.any(ACR).orElseGet(JsonNodeFactory.instance::arrayNode);
        fields.require(list.isArray() && list.size() <= MAX_ACRS, ACR, "a list of at most " + MAX_ACRS + " values");
        List<AcrDefinition> acrs = new ArrayList<>();
        Set<String> values = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            String place = ACR + "[" + i + "]";
            fields.require(list.get(i).isObject(), place, "an object");
            Fields acr = Fields.of(list.get(i)).in(place);
            AcrDefinition read = acr(acr);
            acr.require(values.add(read.value()), VALUE, "unique; another one of the policy has it");
            acrs.add(read);
        }
        return acrs;
    }

    private static AcrDefinition acr(Fields acr) {
        String value = acr.text(VALUE).orElse("");
        acr.require(
                ACR_VALUE.matcher(value).matches() && !RESERVED_ACRS.contains(value),
                VALUE,
                "1 to 255 ASCII characters without a space, and none of " + String.join(", ", RESERVED_ACRS));
        Set<SecondFactorKind> factors = factors(acr);
        Optional<Integer> maxAge = acr.number("maxAge", SHORTEST_FRESHNESS, LONGEST_FRESHNESS);
        acr.refuseUnknown();
        return new AcrDefinition(value, factors, maxAge.map(Duration::ofSeconds));
    }

    /** Returns the values of {@code acr} that a stored document defines. */
    static List<String> acrValues(ObjectNode document) {
        return StreamSupport.stream(document.path(ACR).spliterator(), false)
                .map(acr -> acr.path(VALUE).asText())
                .toList();
    }

    private static PolicyRule rule(String policy, Fields rule) {
        String id = rule.text("id").orElse("");
        rule.require(
                RULE_ID.matcher(id).matches(),
                "id",
                "1 to 64 lower-case letters, digits or hyphens, the first a letter or digit");
        Optional<String> description = rule.text("description", MAX_DESCRIPTION_LENGTH);
        RuleConditions conditions =
                rule.object(CONDITIONS).map(PolicyDeclaration::conditions).orElse(RuleConditions.NONE);
        RuleOutcome outcome = outcome(rule);
        Optional<Instant> enforceFrom = enforceFrom(rule, outcome);
        rule.refuseUnknown();
        return new PolicyRule(policy + "/" + id, description, conditions, outcome, enforceFrom);
    }

    private static Optional<Instant> enforceFrom(Fields rule, RuleOutcome outcome) {
        Optional<String> text = rule.text(ENFORCE_FROM);
        rule.require(
                text.isEmpty() || !(outcome instanceof RuleOutcome.Observe),
                ENFORCE_FROM,
                "absent if the outcome is observe");
        Optional<Instant> time = text.flatMap(PolicyDeclaration::time);
        rule.require(
                text.isPresent() == time.isPresent(),
                ENFORCE_FROM,
                "a time with an offset, such as 2027-01-01T00:00:00Z");
        return time;
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static RuleOutcome outcome(Fields rule) {
        String word = rule.text(OUTCOME).orElse("");
        boolean requires = word.equals("require");
        rule.require(requires || word.equals("deny") || word.equals("observe"), OUTCOME, "require, deny or observe");
        Optional<Integer> freshness = rule.number(FRESHNESS, SHORTEST_FRESHNESS, LONGEST_FRESHNESS);
        rule.require(requires || freshness.isEmpty(), FRESHNESS, "absent unless the outcome is require");
        rule.require(requires || rule.any(FACTORS).isEmpty(), FACTORS, "absent unless the outcome is require");
        Set<SecondFactorKind> factors = factors(rule);
        return switch (word) {
            case "deny" -> new RuleOutcome.Deny();
            case "observe" -> new RuleOutcome.Observe();
            default -> new RuleOutcome.Require(factors, freshness.map(Duration::ofSeconds));
        };
    }

    /** A user who has none of the factors is asked to set one up, so one of them must be of a kind that users set up. */
    private static Set<SecondFactorKind> factors(Fields rule) {
        if (rule.any(FACTORS).isEmpty()) {
            return SecondFactorKind.ANY;
        }
        Set<SecondFactorKind> factors = EnumSet.noneOf(SecondFactorKind.class);
        for (String word : rule.strings(FACTORS)) {
            Optional<SecondFactorKind> kind = SecondFactorKind.of(word);
            rule.require(
                    kind.isPresent(),
                    FACTORS,
                    "a list of passkey, totp, delivered_code and recovery_code, not " + word);
            kind.ifPresent(factors::add);
        }
        rule.require(
                factors.contains(SecondFactorKind.PASSKEY) || factors.contains(SecondFactorKind.TOTP),
                FACTORS,
                "a list with passkey or totp, which users can set up");
        return factors;
    }

    private static RuleConditions conditions(Fields fields) {
        Map<RuleCondition, Predicate<DecisionContext>> stated = new EnumMap<>(RuleCondition.class);
        named(fields, stated, RuleCondition.USERS, RuleConditions::users);
        named(fields, stated, RuleCondition.GROUPS, RuleConditions::groups);
        named(fields, stated, RuleCondition.CLIENTS, RuleConditions::clients);
        named(fields, stated, RuleCondition.SCOPES, RuleConditions::scopes);
        named(fields, stated, RuleCondition.RESOURCES, RuleConditions::resources);
        named(fields, stated, RuleCondition.ACR_VALUES, RuleConditions::acrValues);
        fields.number(RuleCondition.MAX_AGE.field(), 0, LONGEST_MAX_AGE)
                .ifPresent(seconds ->
                        stated.put(RuleCondition.MAX_AGE, RuleConditions.maxAge(Duration.ofSeconds(seconds))));
        fields.object(RuleCondition.NETWORKS.field())
                .ifPresent(networks -> stated.put(RuleCondition.NETWORKS, RuleConditions.networks(networks(networks))));
        return new RuleConditions(stated);
    }

    private static void named(
            Fields fields,
            Map<RuleCondition, Predicate<DecisionContext>> stated,
            RuleCondition condition,
            Function<Set<String>, Predicate<DecisionContext>> of) {
        if (fields.any(condition.field()).isPresent()) {
            stated.put(condition, of.apply(Set.copyOf(values(fields, condition.field()))));
        }
    }

    /** A list without a value would be a rule that never fires, so it is a mistake. */
    private static List<String> values(Fields fields, String field) {
        List<String> values = fields.strings(field);
        fields.require(
                !values.isEmpty()
                        && values.size() <= MAX_VALUES
                        && values.stream().noneMatch(value -> value.isBlank() || value.length() > MAX_VALUE_LENGTH),
                field,
                "a list of 1 to " + MAX_VALUES + " values of at most " + MAX_VALUE_LENGTH + " characters");
        return values;
    }

    private static Predicate<InetAddress> networks(Fields networks) {
        boolean inside = networks.any("in").isPresent();
        boolean outside = networks.any("notIn").isPresent();
        networks.require(inside != outside, "in", "present, or else notIn, and not both");
        List<Cidr> blocks = blocks(networks, inside ? "in" : "notIn");
        Predicate<InetAddress> within = address -> blocks.stream().anyMatch(block -> block.contains(address));
        return inside ? within : within.negate();
    }

    private static List<Cidr> blocks(Fields networks, String field) {
        return values(networks, field).stream()
                .map(text -> {
                    Optional<Cidr> block = Cidr.parse(text);
                    networks.require(
                            block.isPresent(), field, "IP addresses or blocks such as 10.0.0.0/8, not " + text);
                    return block.orElseThrow();
                })
                .toList();
    }

    /** Returns the number of rules of a stored document. */
    static int rules(ObjectNode document) {
        return document.path(RULES).size();
    }

    /** Returns the members and rules that a change adds, changes or removes, by their places, such as {@code rules.payments}. */
    static List<String> difference(ObjectNode before, ObjectNode after) {
        Map<String, JsonNode> old = places(before);
        Map<String, JsonNode> changed = places(after);
        return Stream.concat(
                        old.keySet().stream()
                                .filter(place -> !changed.containsKey(place))
                                .map(place -> "-" + place),
                        changed.entrySet().stream()
                                .filter(entry -> !entry.getValue().equals(old.get(entry.getKey())))
                                .map(entry -> (old.containsKey(entry.getKey()) ? "~" : "+") + entry.getKey()))
                .toList();
    }

    private static Map<String, JsonNode> places(ObjectNode document) {
        Map<String, JsonNode> places = new LinkedHashMap<>();
        document.properties().forEach(member -> {
            if (member.getKey().equals(RULES)) {
                member.getValue()
                        .forEach(
                                rule -> places.put(RULES + "." + rule.path("id").asText(), rule));
            } else {
                places.put(member.getKey(), member.getValue());
            }
        });
        return places;
    }
}
