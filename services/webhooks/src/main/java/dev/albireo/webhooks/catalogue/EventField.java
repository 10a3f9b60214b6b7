package dev.albireo.webhooks.catalogue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A member of an event's data.
 *
 * @param always whether every such event has it
 * @param value the value for a subscriber that may see these claims; empty if there is none
 */
record EventField<E>(
        String name,
        FieldType type,
        boolean always,
        String description,
        BiFunction<? super E, Set<String>, Optional<Object>> value) {

    static <E> EventField<E> string(String name, String description, Function<E, String> value) {
        return of(name, FieldType.STRING, description, value);
    }

    static <E> EventField<E> uuid(String name, String description, Function<E, String> value) {
        return of(name, FieldType.UUID, description, value);
    }

    static <E> EventField<E> time(String name, String description, Function<E, Instant> value) {
        return of(name, FieldType.TIME, description, value.andThen(Instant::toString));
    }

    static <E> EventField<E> integer(String name, String description, Function<E, Integer> value) {
        return of(name, FieldType.INTEGER, description, value);
    }

    static <E> EventField<E> flag(String name, String description, Function<E, Boolean> value) {
        return of(name, FieldType.BOOLEAN, description, value);
    }

    static <E> EventField<E> strings(String name, String description, Function<E, List<String>> value) {
        return of(name, FieldType.STRINGS, description, value);
    }

    /** A member that only some of these events have. */
    static <E> EventField<E> optional(
            String name, FieldType type, String description, Function<E, @Nullable Object> value) {
        return new EventField<>(
                name,
                type,
                false,
                description,
                (event, claims) -> Optional.ofNullable(value.apply(event)).map(EventField::plain));
    }

    /** The personal claims of the user, of which a subscriber sees those that its {@code subjectData} names. */
    static <E> EventField<E> claims(Function<E, Map<String, Object>> all) {
        return new EventField<>(
                "claims",
                FieldType.CLAIMS,
                false,
                "The claims of the user that `subjectData` names, by their names.",
                (event, wanted) -> {
                    Map<String, Object> shown = new TreeMap<>(all.apply(event));
                    shown.keySet().retainAll(wanted);
                    return shown.isEmpty() ? Optional.empty() : Optional.of(shown);
                });
    }

    private static <E> EventField<E> of(String name, FieldType type, String description, Function<E, ?> value) {
        return new EventField<>(
                name, type, true, description, (event, claims) -> Optional.of(plain(value.apply(event))));
    }

    private static Object plain(Object value) {
        return value instanceof Instant time ? time.toString() : value;
    }
}
