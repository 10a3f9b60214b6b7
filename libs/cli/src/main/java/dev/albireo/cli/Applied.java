package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What became of one resource, or would become of it.
 *
 * @param madeNow what the server has made for it and shows this once, such as the signing key of a webhook
 * @param neverShown fields that were written and that nobody is shown, so that a change of theirs is not in the diff
 */
record Applied(Declared resource, Change change, List<String> diff, List<String> neverShown, JsonNode madeNow) {
    /** How what is there differs from what was. */
    enum Change {
        CREATED("created"),
        CHANGED("changed"),
        UNCHANGED("unchanged");

        private final String word;

        Change(String word) {
            this.word = word;
        }

        String word(boolean dryRun) {
            return dryRun && this != UNCHANGED ? "would be " + word : word;
        }
    }

    /** A word about what the diff cannot say. */
    String silently() {
        return neverShown.isEmpty() ? "" : " (written and never shown: " + String.join(", ", neverShown) + ")";
    }
}
