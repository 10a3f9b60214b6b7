package dev.albireo.web.start;

import java.util.List;

/**
 * One row of the table in docs/deploy.md.
 *
 * @param about the settings
 * @param wanted what they must or should be
 */
record Rule(Weight weight, String about, String wanted, Check check) {
    /** What comes of a breach. */
    enum Weight {
        /** No start. */
        REFUSES,
        /** A line in the log. */
        WARNS
    }

    /** Looks at what was told; one line for each thing to change, which never has a secret in it. */
    @FunctionalInterface
    interface Check {
        List<String> lines(Told told);
    }

    static Rule refuses(String about, String wanted, Check check) {
        return new Rule(Weight.REFUSES, about, wanted, check);
    }

    static Rule warns(String about, String wanted, Check check) {
        return new Rule(Weight.WARNS, about, wanted, check);
    }

    /** The line, if it is so. */
    static List<String> when(boolean wrong, String line) {
        return wrong ? List.of(line) : List.of();
    }
}
