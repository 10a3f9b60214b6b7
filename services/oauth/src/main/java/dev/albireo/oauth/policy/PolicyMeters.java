package dev.albireo.oauth.policy;

import dev.albireo.policy.PolicyRule;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.List;

/** Counts the decisions in which a declared rule fires, also one that only observes. A policy has at most a hundred rules. */
@Singleton
public class PolicyMeters {
    private final MeterRegistry meters;

    PolicyMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Counts one decision by the rules that fired. */
    public void fired(List<PolicyRule> rules) {
        for (PolicyRule rule : rules) {
            meters.counter(
                            "albireo.policy.rules",
                            "rule",
                            rule.id(),
                            "outcome",
                            rule.outcome().word())
                    .increment();
        }
    }
}
