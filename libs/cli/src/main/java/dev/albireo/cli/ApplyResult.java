package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * The result of applying one resource, or of a dry run.
 *
 * @param madeNow values that the server generated and shows once, such as the signing key of a webhook
 * @param neverShown fields that were written and are never shown, so that the diff does not contain their changes
 */
record ApplyResult(
        DeclaredDocument resource, Change change, List<String> diff, List<String> neverShown, JsonNode madeNow) {
    /** The kind of difference between the states before and after. */
    enum Change {
        CREATED("created"),
        CHANGED("changed"),
        UNCHANGED("unchanged");

        private final String word;

        Change(String value) {
            this.word = value;
        }

        String word(boolean dryRun) {
            return dryRun && this != UNCHANGED ? "would be " + word : word;
        }
    }

    /** Returns a note about changes that the diff cannot show. */
    String silently() {
        return neverShown.isEmpty() ? "" : " (written, not shown: " + String.join(", ", neverShown) + ")";
    }
}
