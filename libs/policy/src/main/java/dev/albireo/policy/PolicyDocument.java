package dev.albireo.policy;

import java.time.Instant;
import java.util.List;

/**
 * What administrators have declared, beside the built-in rules.
 *
 * @param rules their order has no effect: the strictest outcome of all wins
 * @param acrs further values of {@code acr}
 */
public record PolicyDocument(List<PolicyRule> rules, List<AcrDefinition> acrs) {
    /** Without a rule. */
    public static final PolicyDocument EMPTY = new PolicyDocument(List.of());

    public PolicyDocument {
        rules = List.copyOf(rules);
        acrs = List.copyOf(acrs);
    }

    /** Creates a document without values of {@code acr}. */
    public PolicyDocument(List<PolicyRule> rules) {
        this(rules, List.of());
    }

    /** Returns the document with its rules as they count at a time. */
    public PolicyDocument at(Instant now) {
        return rules.stream().allMatch(rule -> rule.enforceFrom().isEmpty())
                ? this
                : new PolicyDocument(rules.stream().map(rule -> rule.at(now)).toList(), acrs);
    }

    /** Returns the rules that fire for a request of a client, in the order of the document; none without a client. */
    public List<PolicyRule> fired(DecisionContext context) {
        return context.client().id().isEmpty()
                ? List.of()
                : rules.stream().filter(rule -> rule.conditions().hold(context)).toList();
    }
}
