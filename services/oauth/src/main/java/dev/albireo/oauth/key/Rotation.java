package dev.albireo.oauth.key;

import dev.albireo.oauth.key.StoredKey.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** When the keys of one algorithm move on. */
record Rotation(Duration rotateEvery, Duration publishAhead, Duration keepRetired) {
    /** How long anybody may cache the JWKS. */
    static final Duration CACHED = Duration.ofMinutes(5);

    static Rotation of(KeyConfig config) {
        return new Rotation(config.rotateEvery(), config.publishAhead(), config.keepRetired());
    }

    /** Whether keys have to be made, or the next one has been published long enough and the active one has signed long enough. */
    boolean isDue(List<StoredKey> keys, Instant now) {
        Optional<StoredKey> active = in(State.ACTIVE, keys);
        Optional<StoredKey> next = in(State.NEXT, keys);
        if (active.isEmpty() || next.isEmpty()) {
            return true;
        }
        Instant since = active.map(StoredKey::activatedAt).orElse(now);
        boolean published = !next.get().createdAt().plus(publishAhead).isAfter(now);
        return published && !since.plus(rotateEvery).isAfter(now);
    }

    /** When the keys of one algorithm move on by themselves; empty before they are made. */
    Optional<Instant> dueAt(List<StoredKey> keys) {
        Optional<Instant> since = in(State.ACTIVE, keys).map(StoredKey::activatedAt);
        Optional<Instant> known =
                in(State.NEXT, keys).map(next -> next.createdAt().plus(publishAhead));
        return since.map(from -> from.plus(rotateEvery))
                .map(signed ->
                        known.filter(published -> published.isAfter(signed)).orElse(signed));
    }

    /** Whether keys may move on before their time: once whoever caches the JWKS knows the next one. */
    static boolean mayMove(List<StoredKey> keys, Instant now) {
        return in(State.ACTIVE, keys).isPresent()
                && in(State.NEXT, keys)
                        .filter(next -> !next.createdAt().plus(CACHED).isAfter(now))
                        .isPresent();
    }

    /** Retired before this: gone. */
    Instant forgetBefore(Instant now) {
        return now.minus(keepRetired);
    }

    private static Optional<StoredKey> in(State state, List<StoredKey> keys) {
        return keys.stream().filter(key -> key.state() == state).findFirst();
    }
}
