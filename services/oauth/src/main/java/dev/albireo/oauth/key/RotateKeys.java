package dev.albireo.oauth.key;

import dev.albireo.events.AuditAction;
import dev.albireo.outbox.Audit;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Retires all active signing keys early, in one transaction; their signatures stay valid. Keys that are already published take over, so
 * that none is generated during the request.
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

    /** Rotates the keys; returns the active key ids by algorithm. Rejected while caches of the JWKS may not contain the next keys. */
    Uni<Map<String, String>> rotate(String actor) {
        Instant now = clock.instant();
        var record = audit.success(actor, AuditAction.KEYS_ROTATE, "signing keys", Map.of(), null);
        return store.change(
                        stored -> SigningAlgorithm.all(algorithm ->
                                offered.contains(algorithm) ? rotated(algorithm.among(stored), now) : KeyChange.NONE),
                        Optional.of(record))
                .chain(keys::use);
    }

    private static KeyChange rotated(List<StoredKey> own, Instant now) {
        if (!KeyRotationSchedule.isEarlyRotationAllowed(own, now)) {
            throw Problem.CONFLICT.because(
                    "the next keys were published too recently for cached JWKS to contain them; try again in "
                            + KeyRotationSchedule.CACHED.toMinutes() + " minutes");
        }
        return KeyRotationSchedule.rotate(own);
    }
}
