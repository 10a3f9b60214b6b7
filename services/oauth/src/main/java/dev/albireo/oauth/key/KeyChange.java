package dev.albireo.oauth.key;

import java.util.List;
import java.util.stream.Stream;

/**
 * A change of the stored signing keys, decided under their lock and applied in the transaction of the decision.
 *
 * @param removed ids of keys that are deleted: their signatures become invalid
 * @param retired ids of keys that stop signing and still verify
 * @param activated ids of published keys that begin to sign
 * @param added new keys, in their initial state
 */
record KeyChange(List<String> removed, List<String> retired, List<String> activated, List<StoredKey> added) {
    static final KeyChange NONE = new KeyChange(List.of(), List.of(), List.of(), List.of());

    KeyChange {
        removed = List.copyOf(removed);
        retired = List.copyOf(retired);
        activated = List.copyOf(activated);
        added = List.copyOf(added);
    }

    /** Deletes one key. */
    static KeyChange remove(String kid) {
        return new KeyChange(List.of(kid), List.of(), List.of(), List.of());
    }

    boolean isEmpty() {
        return equals(NONE);
    }

    /** Returns both changes, which concern different keys. */
    KeyChange and(KeyChange other) {
        return new KeyChange(
                join(removed, other.removed),
                join(retired, other.retired),
                join(activated, other.activated),
                join(added, other.added));
    }

    private static <T> List<T> join(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
