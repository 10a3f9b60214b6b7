package dev.albireo.systemtests.doors;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * A rule of docs/threats.md, with the attempts at each endpoint. Covers every endpoint, with an attempt or the reason why there is none.
 */
abstract class Rule {
    private final String title;
    private final String threats;
    private final Map<Door, Cell> cells = new EnumMap<>(Door.class);

    /** The result of a rule at an endpoint. */
    sealed interface Cell {
        /** A request that must be rejected; returns how it was. */
        record Tried(Callable<String> attempt) implements Cell {}

        /** No attempt is possible. */
        record Without(String reason) implements Cell {}
    }

    /**
     * @param title a few words, for the head of a column
     * @param threats the numbers in docs/threats.md
     */
    Rule(String title, String threats) {
        this.title = title;
        this.threats = threats;
    }

    /** Expects the attempt at this endpoint to be rejected; fails otherwise. */
    final void at(Door door, Callable<String> attempt) {
        put(door, new Cell.Tried(attempt));
    }

    /** As {@link #at(Door, Callable)}, the same at several doors. */
    final void at(Iterable<Door> doors, Function<Door, String> attempt) {
        doors.forEach(door -> at(door, () -> attempt.apply(door)));
    }

    /** Declares that no attempt is possible at these endpoints. */
    final void without(String reason, Door... doors) {
        for (Door door : doors) {
            put(door, new Cell.Without(reason));
        }
    }

    private void put(Door door, Cell cell) {
        if (cells.put(door, cell) != null) {
            throw new AssertionError(title + " says two things of " + door);
        }
    }

    final Cell cell(Door door) {
        return Optional.ofNullable(cells.get(door))
                .orElseThrow(() -> new AssertionError("the rule '" + title + "' says nothing of " + door));
    }

    final String threats() {
        return threats;
    }

    @Override
    public final String toString() {
        return title;
    }
}
