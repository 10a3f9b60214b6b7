package dev.albireo.oauth.client.resource;

import dev.albireo.events.AuditAction;
import dev.albireo.oauth.client.ClientCache;
import dev.albireo.oauth.client.ClientEntity;
import dev.albireo.oauth.client.ClientRepository;
import dev.albireo.oauth.client.authentication.StoredClientSecrets;
import dev.albireo.oauth.client.metadata.ReservedClients;
import dev.albireo.oauth.key.OpaqueTokenGenerator;
import dev.albireo.outbox.Audit;
import dev.albireo.outbox.Outbox;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import dev.albireo.web.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Rotates the secret of a client: the new one is generated here and shown once, and the current one stays valid during an overlap, so that
 * no request fails. Any older secret becomes invalid.
 */
@ApplicationScoped
class RotateSecret {
    private final ClientRepository repository;
    private final StoredClientSecrets secrets;
    private final RotationConfig config;
    private final OpaqueTokenGenerator tokenGenerator;
    private final Audit audit;
    private final Outbox outbox;
    private final Clock clock;
    private final ClientCache cache;

    RotateSecret(
            ClientRepository repository,
            StoredClientSecrets secrets,
            RotationConfig config,
            OpaqueTokenGenerator tokenGenerator,
            Audit audit,
            Outbox outbox,
            Clock clock,
            ClientCache cache) {
        this.repository = repository;
        this.secrets = secrets;
        this.config = config;
        this.tokenGenerator = tokenGenerator;
        this.audit = audit;
        this.outbox = outbox;
        this.clock = clock;
        this.cache = cache;
    }

    /** The new secret, and the time until which the previous one is valid. */
    record RotatedClientSecret(String clientId, String secret, Instant previousUntil) {
        @Override
        public String toString() {
            return "Rotated[" + clientId + "]";
        }
    }

    Uni<RotatedClientSecret> rotate(String id, Optional<Duration> overlap, String actor) {
        ReservedClients.refuse(id);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant until = now.plus(checked(overlap.orElse(config.overlap())));
        String secret = tokenGenerator.next(OpaqueTokenType.CLIENT_SECRET).value();
        return Panache.withTransaction(() -> repository
                        .findById(id, LockModeType.PESSIMISTIC_WRITE)
                        .map(found -> withSecret(Optional.ofNullable(found)))
                        .chain(client -> Panache.getSession()
                                .chain(session -> replace(session, client, secret, until, actor, now))))
                .invoke(() -> cache.invalidate(id))
                .replaceWith(new RotatedClientSecret(id, secret, until));
    }

    private Uni<Void> replace(
            Mutiny.Session session, ClientEntity client, String secret, Instant until, String actor, Instant now) {
        String old = client.secretHash().orElseThrow();
        client.replaceSecret(secrets.hash(client.id(), secret), now);
        var record = audit.success(
                actor, AuditAction.CLIENT_ROTATE_SECRET, client.id(), Map.of("previousUntil", until.toString()), null);
        return secrets.keepPrevious(session, client.id(), old, until).chain(() -> outbox.append(session, record));
    }

    private Duration checked(Duration overlap) {
        if (overlap.isNegative() || overlap.compareTo(config.longestOverlap()) > 0) {
            throw Problem.UNPROCESSABLE.because("overlap must be from PT0S to " + config.longestOverlap(), "overlap");
        }
        return overlap;
    }

    private static ClientEntity withSecret(Optional<ClientEntity> found) {
        ClientEntity client = found.orElseThrow(() -> Problem.NOT_FOUND.because("client not found"));
        if (client.secretHash().isEmpty()) {
            throw Problem.CONFLICT.because("the client has no secret");
        }
        return client;
    }
}
