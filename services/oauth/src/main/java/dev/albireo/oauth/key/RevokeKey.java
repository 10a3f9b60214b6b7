package dev.albireo.oauth.key;

import dev.albireo.events.AuditAction;
import dev.albireo.oauth.key.StoredKey.KeyState;
import dev.albireo.outbox.Audit;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Deletes a compromised signing key. Its signatures are rejected from then on: here as soon as PostgreSQL has notified the replicas, in the
 * other services as soon as their cached keys are a few seconds old.
 */
@ApplicationScoped
class RevokeKey {
    private final KeyStore store;
    private final SigningKeys keys;
    private final PrivateKeys privateKeys;
    private final Audit audit;
    private final Clock clock;

    RevokeKey(KeyStore store, SigningKeys keys, PrivateKeys privateKeys, Audit audit, Clock clock) {
        this.store = store;
        this.keys = keys;
        this.privateKeys = privateKeys;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Revokes the key; returns the active key ids by algorithm. If the key was the active one and has no successor, one is generated in the
     * same transaction.
     */
    Uni<Map<String, String>> revoke(String kid, String reason, String actor) {
        Instant now = clock.instant();
        var record = audit.success(actor, AuditAction.KEYS_REVOKE, kid, Map.of("reason", reason), null);
        return store.all()
                .chain(before -> privateKeys
                        .generate(successor(kid, before), now)
                        .chain(generated -> store.change(
                                        stored -> revocation(kid, stored, generated, now), Optional.of(record))
                                .call(stored -> privateKeys.discard(
                                        Stream.concat(before.stream(), generated.stream())
                                                .toList(),
                                        stored))))
                .chain(keys::use);
    }

    private static List<SigningAlgorithm> successor(String kid, List<StoredKey> stored) {
        return stored.stream()
                .filter(key -> key.kid().equals(kid) && key.state() == KeyState.ACTIVE)
                .flatMap(key -> SigningAlgorithm.of(key.algorithm()).stream())
                .filter(algorithm -> KeyRotationSchedule.in(KeyState.NEXT, algorithm.among(stored))
                        .isEmpty())
                .toList();
    }

    private static KeyChange revocation(String kid, List<StoredKey> stored, List<StoredKey> generated, Instant now) {
        StoredKey revoked = stored.stream()
                .filter(key -> key.kid().equals(kid))
                .findFirst()
                .orElseThrow(() -> Problem.NOT_FOUND.because("signing key not found"));
        List<StoredKey> own = stored.stream()
                .filter(key -> key.algorithm().equals(revoked.algorithm()))
                .toList();
        return KeyRotationSchedule.revoke(revoked, own, generated, now);
    }
}
