package dev.albireo.webhooks.key;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Decides which key signs, when the next one is needed, and which ones have had their time; changes nothing. */
record SetKeySchedule(Duration rotateEvery, Duration keepRetired) {
    /** How long receivers may cache the JWKS. */
    static final Duration CACHED = Duration.ofMinutes(5);

    private static final Duration PUBLISHED_BEFORE = CACHED.multipliedBy(2);

    /** Returns the key that signs: of those that may, the one that began last. */
    static Optional<StoredSetKey> signing(List<StoredSetKey> keys, Instant now) {
        return keys.stream()
                .filter(key -> !key.signsFrom().isAfter(now))
                .max(Comparator.comparing(StoredSetKey::signsFrom).thenComparing(StoredSetKey::kid));
    }

    /** Returns when a new key would begin to sign; empty while none is needed. The first key does so at once. */
    Optional<Instant> next(List<StoredSetKey> keys, Instant now) {
        Optional<StoredSetKey> newest = keys.stream().max(Comparator.comparing(StoredSetKey::signsFrom));
        if (newest.isEmpty()) {
            return Optional.of(now);
        }
        Instant end = newest.get().signsFrom().plus(rotateEvery);
        boolean soon = !end.minus(PUBLISHED_BEFORE).isAfter(now);
        Instant earliest = now.plus(PUBLISHED_BEFORE);
        return soon ? Optional.of(end.isAfter(earliest) ? end : earliest) : Optional.empty();
    }

    /** Returns the ids of the keys that verify nothing any more. */
    List<String> over(List<StoredSetKey> keys, Instant now) {
        return keys.stream()
                .filter(key -> keys.stream()
                        .anyMatch(other -> other.signsFrom().isAfter(key.signsFrom())
                                && !other.signsFrom().plus(keepRetired).isAfter(now)))
                .map(StoredSetKey::kid)
                .toList();
    }
}
