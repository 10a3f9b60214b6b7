package dev.albireo.oauth.key;

import dev.albireo.oauth.audit.Audit;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Retires all signing keys before their time, in one transaction; what they signed stays good. Keys that are published already take over, so
 * that none has to be made while the caller waits.
 */
@ApplicationScoped
class RotateKeys {
    private final KeyStore store;
    private final SigningKeys keys;
    private final OfferedAlgorithms offered;
    private final Audit audit;
    private final Clock clock;

    RotateKeys(KeyStore store, SigningKeys keys, OfferedAlgorithms offered, Audit audit, Clock clock) {
        this.store = store;
        this.keys = keys;
        this.offered = offered;
        this.audit = audit;
        this.clock = clock;
    }

    /** What signs from now on: key ids by algorithm. Refused where somebody may not know the next keys yet. */
    Uni<Map<String, String>> rotate(String actor) {
        Instant now = clock.instant();
        var record = audit.success(actor, "keys.rotate", "signing keys", Map.of(), null);
        return store.change(
                        stored -> SigningAlgorithm.all(algorithm ->
                                offered.contains(algorithm) ? moveOn(algorithm.among(stored), now) : KeyChange.NONE),
                        Optional.of(record))
                .map(keys::use);
    }

    private static KeyChange moveOn(List<StoredKey> own, Instant now) {
        if (!Rotation.mayMove(own, now)) {
            throw Problem.CONFLICT.because(
                    "the next keys are published, but not long enough for everybody to know them; try again in "
                            + Rotation.CACHED.toMinutes() + " minutes");
        }
        return Rotation.moveOn(own);
    }
}
