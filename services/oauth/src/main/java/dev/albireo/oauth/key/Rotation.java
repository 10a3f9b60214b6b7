package dev.albireo.oauth.key;

import dev.albireo.oauth.key.StoredKey.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** When the keys move on. */
record Rotation(Duration rotateEvery, Duration publishAhead, Duration keepRetired) {

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

    /** Retired before this: gone. */
    Instant forgetBefore(Instant now) {
        return now.minus(keepRetired);
    }

    private static Optional<StoredKey> in(State state, List<StoredKey> keys) {
        return keys.stream().filter(key -> key.state() == state).findFirst();
    }
}
