package dev.albireo.policy;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What a rule demands that fires. */
public sealed interface RuleOutcome {
    /** Returns its name in the document. */
    String word();

    /**
     * A second factor is required.
     *
     * @param factors those that are accepted
     * @param freshness the greatest age of its proof when the request is made; empty for that of the settings
     */
    record Require(Set<SecondFactorKind> factors, Optional<Duration> freshness) implements RuleOutcome {
        public Require {
            factors = Set.copyOf(factors);
        }

        /** Any second factor is accepted. */
        public Require(Optional<Duration> freshness) {
            this(SecondFactorKind.ANY, freshness);
        }

        @Override
        public String word() {
            return "require";
        }
    }

    /** The request is denied, whatever was proved. */
    record Deny() implements RuleOutcome {
        @Override
        public String word() {
            return "deny";
        }
    }

    /** Nothing: that the rule fires is counted and explained. */
    record Observe() implements RuleOutcome {
        @Override
        public String word() {
            return "observe";
        }
    }
}
