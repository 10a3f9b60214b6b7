package dev.albireo.delivery;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The state of a queued delivery, of a logout token or a code. The transitions are drawn in section 6 of {@code docs/architecture.md}:
 * {@link #DUE} is the initial state, and the state between attempts.
 */
public enum QueuedDeliveryState {
    /** An attempt is in progress or follows. */
    DUE,

    /** The receiver has it. */
    DELIVERED,

    /** The logout token was not accepted; an administrator may have it repeated. */
    DEAD,

    /** The code was not delivered and never will be. */
    FAILED;

    /** Returns its word in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the state of this word. */
    public static QueuedDeliveryState of(String value) {
        return Stream.of(values())
                .filter(state -> state.word().equals(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown state of a delivery: " + value));
    }

    /**
     * Returns the SQL statement with the literal of the state for {@code {due}}, {@code {delivered}}, {@code {dead}} and {@code {failed}}:
     * literals, because the partial indexes need them.
     */
    public static String sql(String statement) {
        return Arrays.stream(values())
                .map(QueuedDeliveryState::word)
                .reduce(statement, (text, value) -> text.replace("{" + value + "}", "'" + value + "'"));
    }
}
