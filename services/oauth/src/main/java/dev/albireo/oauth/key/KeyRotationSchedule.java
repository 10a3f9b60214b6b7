package dev.albireo.oauth.key;

import dev.albireo.oauth.key.StoredKey.KeyState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The states of the keys of one algorithm: next, active, retired, deleted. Decides, and changes nothing.
 *
 * <pre>
 *           publish-ahead          rotate-every              keep-retired
 *   made ──▶ NEXT ────────▶ ACTIVE ────────────▶ RETIRED ────────────▶ deleted
 *             │               │                     │
 *             └───────────────┴──── revoked ────────┴─────────────────▶ deleted
 * </pre>
 */
record KeyRotationSchedule(Duration rotateEvery, Duration publishAhead, Duration keepRetired) {
    /** How long clients may cache the JWKS. */
    static final Duration CACHED = Duration.ofMinutes(5);

    static KeyRotationSchedule of(KeyConfig config) {
        return new KeyRotationSchedule(config.rotateEvery(), config.publishAhead(), config.keepRetired());
    }

    /** Returns whether a key may verify: a retired one may until {@code keep-retired} has passed, whether or not its row is deleted yet. */
    boolean isPublished(StoredKey key, Instant now) {
        Instant retired = key.retiredAt();
        return key.state() != KeyState.RETIRED
                || (retired != null && retired.plus(keepRetired).isAfter(now));
    }

    /** Returns whether a scheduled change of these keys is due. */
    boolean isDue(List<StoredKey> keys, Instant now) {
        return missing(keys, now) > 0 || !keys.stream().allMatch(key -> isPublished(key, now));
    }

    /** Returns how many new keys {@link #scheduled} needs. */
    int missing(List<StoredKey> keys, Instant now) {
        boolean active = in(KeyState.ACTIVE, keys).isPresent();
        boolean next = in(KeyState.NEXT, keys).isPresent();
        if (!active && !next) {
            return 2;
        }
        return active && next && !isOver(keys, now) ? 0 : 1;
    }

    /**
     * Returns the scheduled change: retired keys are deleted, the next key becomes active when it is due or no key is active, and a new
     * next one is published. With fewer {@code generated} keys than {@link #missing} requires, it does what is possible.
     */
    KeyChange scheduled(List<StoredKey> keys, List<StoredKey> generated, Instant now) {
        KeyChange expired = new KeyChange(
                keys.stream()
                        .filter(key -> !isPublished(key, now))
                        .map(StoredKey::kid)
                        .toList(),
                List.of(),
                List.of(),
                List.of());
        Optional<StoredKey> active = in(KeyState.ACTIVE, keys);
        Optional<StoredKey> next = in(KeyState.NEXT, keys);
        if (active.isPresent() && next.isPresent()) {
            return isOver(keys, now) ? expired.and(rotate(keys)).and(publish(generated)) : expired;
        }
        if (active.isPresent()) {
            return expired.and(publish(generated));
        }
        return expired.and(next.isPresent() ? rotate(keys).and(publish(generated)) : begin(generated, now));
    }

    /** Returns whether keys of an algorithm that is no longer supported must be withdrawn. */
    boolean isWithdrawalDue(List<StoredKey> keys, Instant now) {
        return !withdrawn(keys, now).isEmpty();
    }

    /**
     * Returns the change for the keys of an algorithm that is no longer supported: the active one is retired, the next one is deleted.
     * Applies only to keys of some age, so that replicas with different settings during a rollout do not create and remove keys in turn.
     */
    KeyChange withdrawn(List<StoredKey> keys, Instant now) {
        List<StoredKey> aged = keys.stream()
                .filter(key -> !key.createdAt().plus(CACHED).isAfter(now))
                .toList();
        List<String> removed = keys.stream()
                .filter(key -> !isPublished(key, now) || (aged.contains(key) && key.state() == KeyState.NEXT))
                .map(StoredKey::kid)
                .toList();
        return new KeyChange(removed, kids(KeyState.ACTIVE, aged), List.of(), List.of());
    }

    /** The next key becomes active, the active one is retired. */
    static KeyChange rotate(List<StoredKey> keys) {
        return new KeyChange(List.of(), kids(KeyState.ACTIVE, keys), kids(KeyState.NEXT, keys), List.of());
    }

    /** Deletes a key at once. If it was the active one, the next one becomes active; if there is none, a fresh one. */
    static KeyChange revoke(StoredKey revoked, List<StoredKey> keys, List<StoredKey> generated, Instant now) {
        KeyChange removal = KeyChange.remove(revoked.kid());
        if (revoked.state() != KeyState.ACTIVE) {
            return removal;
        }
        List<StoredKey> left = keys.stream().filter(key -> !key.equals(revoked)).toList();
        return removal.and(
                in(KeyState.NEXT, left).isPresent()
                        ? rotate(left)
                        : begin(generated.stream().limit(1).toList(), now));
    }

    /** Returns the time of the next scheduled rotation of one algorithm; empty before its keys exist. */
    Optional<Instant> dueAt(List<StoredKey> keys) {
        Optional<Instant> since = in(KeyState.ACTIVE, keys).map(StoredKey::activatedAt);
        Optional<Instant> known =
                in(KeyState.NEXT, keys).map(next -> next.createdAt().plus(publishAhead));
        return since.map(from -> from.plus(rotateEvery))
                .map(signed ->
                        known.filter(published -> published.isAfter(signed)).orElse(signed));
    }

    /** Returns whether the keys may be rotated early: once all caches of the JWKS contain the next one. */
    static boolean isEarlyRotationAllowed(List<StoredKey> keys, Instant now) {
        return in(KeyState.ACTIVE, keys).isPresent()
                && in(KeyState.NEXT, keys)
                        .filter(next -> !next.createdAt().plus(CACHED).isAfter(now))
                        .isPresent();
    }

    private boolean isOver(List<StoredKey> keys, Instant now) {
        return dueAt(keys).filter(due -> !due.isAfter(now)).isPresent();
    }

    private static KeyChange publish(List<StoredKey> generated) {
        return new KeyChange(
                List.of(), List.of(), List.of(), generated.stream().limit(1).toList());
    }

    /** Returns the first keys of an algorithm: an active one and the next one. */
    private static KeyChange begin(List<StoredKey> generated, Instant now) {
        List<StoredKey> added = generated.stream().limit(2).toList();
        return added.isEmpty()
                ? KeyChange.NONE
                : new KeyChange(
                        List.of(),
                        List.of(),
                        List.of(),
                        added.size() == 1
                                ? List.of(added.getFirst().active(now))
                                : List.of(added.getFirst().active(now), added.getLast()));
    }

    private static List<String> kids(KeyState state, List<StoredKey> keys) {
        return in(state, keys).map(StoredKey::kid).stream().toList();
    }

    static Optional<StoredKey> in(KeyState state, List<StoredKey> keys) {
        return keys.stream().filter(key -> key.state() == state).findFirst();
    }
}
