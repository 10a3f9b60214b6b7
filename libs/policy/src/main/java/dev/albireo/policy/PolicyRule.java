package dev.albireo.policy;

import java.util.Optional;

/**
 * A rule of the declared policy.
 *
 * @param id unique within the policy
 */
public record PolicyRule(String id, Optional<String> description, RuleConditions conditions, RuleOutcome outcome) {}
