package dev.albireo.policy;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What all rules together require of a request: the strictest outcome of those that fire.
 *
 * @param reasons in the order of the constants: why a second factor is required; empty if one factor is enough
 * @param accepted the second factors that all of these rules accept
 * @param maxAge the greatest age of a proof of a second factor
 * @param requested the values of {@code acr} of which the request requires one; empty for none
 * @param fired the rules of the declared policy that fire, including those that only observe
 * @param deniedBy ids of those that deny the request, or accept no factor in common
 */
public record PolicyRequirement(
        Set<Reason> reasons,
        Set<SecondFactorKind> accepted,
        Duration maxAge,
        List<AcrDefinition> requested,
        List<PolicyRule> fired,
        List<String> deniedBy) {

    public PolicyRequirement {
        reasons = Collections.unmodifiableSet(reasons);
        accepted = Collections.unmodifiableSet(accepted);
        requested = List.copyOf(requested);
        fired = List.copyOf(fired);
        deniedBy = List.copyOf(deniedBy);
    }

    /** Returns the declared rules that fire and require a second factor. */
    public List<PolicyRule> requiring() {
        return fired.stream()
                .filter(rule -> rule.outcome() instanceof RuleOutcome.Require)
                .toList();
    }

    /**
     * Combines the built-in rules and those of the declared policy.
     *
     * @param builtIn why the built-in rules require a second factor
     * @param longest the greatest age without a rule that says less
     * @param requested the values of {@code acr} of which the request requires one
     * @param deniable false where rules that deny have no effect
     */
    static PolicyRequirement of(
            Set<Reason> builtIn,
            Duration longest,
            List<AcrDefinition> requested,
            List<PolicyRule> fired,
            boolean deniable) {
        List<RuleOutcome.Require> required = fired.stream()
                .map(PolicyRule::outcome)
                .filter(RuleOutcome.Require.class::isInstance)
                .map(RuleOutcome.Require.class::cast)
                .toList();
        EnumSet<Reason> reasons = EnumSet.noneOf(Reason.class);
        reasons.addAll(builtIn);
        if (!required.isEmpty()) {
            reasons.add(Reason.POLICY);
        }
        Duration maxAge = required.stream()
                .map(RuleOutcome.Require::freshness)
                .flatMap(Optional::stream)
                .filter(freshness -> freshness.compareTo(longest) < 0)
                .min(Duration::compareTo)
                .orElse(longest);
        EnumSet<SecondFactorKind> accepted = EnumSet.allOf(SecondFactorKind.class);
        required.forEach(outcome -> accepted.retainAll(outcome.factors()));
        boolean impossible = accepted.isEmpty()
                || (!requested.isEmpty() && common(requested, accepted).isEmpty());
        List<String> deniedBy = fired.stream()
                .filter(rule -> deniable && denies(rule.outcome(), impossible))
                .map(PolicyRule::id)
                .toList();
        return new PolicyRequirement(
                reasons, impossible ? SecondFactorKind.ANY : accepted, maxAge, requested, fired, deniedBy);
    }

    /** Returns the factors that satisfy the rules and the most preferred of the requested values that they permit. */
    public Set<SecondFactorKind> toProve() {
        return requested.isEmpty() ? accepted : common(requested, accepted);
    }

    private static Set<SecondFactorKind> common(List<AcrDefinition> requested, Set<SecondFactorKind> accepted) {
        return requested.stream()
                .map(acr -> {
                    EnumSet<SecondFactorKind> both = EnumSet.noneOf(SecondFactorKind.class);
                    acr.factors().stream().filter(accepted::contains).forEach(both::add);
                    return both;
                })
                .filter(both -> !both.isEmpty())
                .findFirst()
                .orElseGet(() -> EnumSet.noneOf(SecondFactorKind.class));
    }

    /** Rules that accept no factor in common cannot be met together. */
    private static boolean denies(RuleOutcome outcome, boolean impossible) {
        return switch (outcome) {
            case RuleOutcome.Deny deny -> true;
            case RuleOutcome.Require require -> impossible && !require.factors().equals(SecondFactorKind.ANY);
            case RuleOutcome.Observe observe -> false;
        };
    }
}
