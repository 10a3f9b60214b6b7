package dev.albireo.web.start;

import java.util.List;

/**
 * One row of the table in docs/deploy.md.
 *
 * @param about the settings
 * @param requirement their required or recommended values
 */
record StartupRule(Weight weight, String about, String requirement, RuleCheck check) {
    /** The consequence of a violation. */
    enum Weight {
        /** The service does not start. */
        REFUSES,
        /** A line in the log. */
        WARNS
    }

    /** Checks the settings; returns one line for each violation, which never contains a secret. */
    @FunctionalInterface
    interface RuleCheck {
        List<String> lines(StartupSettings settings);
    }

    static StartupRule refuses(String about, String wanted, RuleCheck check) {
        return new StartupRule(Weight.REFUSES, about, wanted, check);
    }

    static StartupRule warns(String about, String wanted, RuleCheck check) {
        return new StartupRule(Weight.WARNS, about, wanted, check);
    }

    /** Returns the line if the condition is true. */
    static List<String> when(boolean wrong, String line) {
        return wrong ? List.of(line) : List.of();
    }
}
