package dev.albireo.policy;

import java.time.Instant;
import java.util.Optional;

/**
 * A rule of the declared policy.
 *
 * @param id unique within the policy
 * @param enforceFrom from when its outcome counts; empty for a rule that always counts
 */
public record PolicyRule(
        String id,
        Optional<String> description,
        RuleConditions conditions,
        RuleOutcome outcome,
        Optional<Instant> enforceFrom) {

    /** Creates a rule that always counts. */
    public PolicyRule(String id, Optional<String> description, RuleConditions conditions, RuleOutcome outcome) {
        this(id, description, conditions, outcome, Optional.empty());
    }

    /** Returns the rule as it counts at a time: before {@code enforceFrom}, it only observes. */
    PolicyRule at(Instant now) {
        return enforceFrom.filter(now::isBefore).isPresent()
                ? new PolicyRule(id, description, conditions, new RuleOutcome.Observe(), enforceFrom)
                : this;
    }
}
