package dev.albireo.oauth.key;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;

/** Where the private parts of signing keys are. What is public, and the states of the keys, are in the database in any case. */
interface PrivateKeys {
    /** Generates one key pair for each algorithm. */
    Uni<List<StoredKey>> generate(List<SigningAlgorithm> algorithms, Instant now);

    /**
     * Returns what signs with this key.
     *
     * @throws IllegalStateException if its private part cannot be used
     */
    JwsSignature signature(StoredKey key);

    /** Makes the private parts of these keys available for {@link #signature}, where that takes time. Never fails. */
    default Uni<Void> load(List<StoredKey> keys) {
        return Uni.createFrom().voidItem();
    }

    /**
     * Deletes the private parts of keys that were deleted from the database, or generated and not stored. Never fails.
     *
     * @param known keys that were stored or generated
     * @param stored those of them that are stored now
     */
    default Uni<Void> discard(List<StoredKey> known, List<StoredKey> stored) {
        return Uni.createFrom().voidItem();
    }

    /** Returns those of these keys that an earlier {@code albireo.keys.data} encrypted, encrypted with the current one. */
    List<StoredKey> reencrypted(List<StoredKey> keys);
}
