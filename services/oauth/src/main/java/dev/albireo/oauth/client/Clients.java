package dev.albireo.oauth.client;

import dev.albireo.events.AuditRecorded;
import dev.albireo.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The registered clients, remembered for a few seconds because every request asks. A change made here is seen at once, one
 * made by another replica after those seconds.
 */
@ApplicationScoped
public class Clients {
    private static final Duration REMEMBERED = Duration.ofSeconds(5);
    private static final int MOST = 10_000;

    private final ClientRepository repository;
    private final Outbox outbox;
    private final Clock clock;
    private final Map<String, Remembered> memory = new ConcurrentHashMap<>();

    private record Remembered(Client client, Instant until) {}

    Clients(ClientRepository repository, Outbox outbox, Clock clock) {
        this.repository = repository;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The client of this id, if there is one and it is enabled. */
    public Uni<Optional<Client>> find(String id) {
        Instant now = clock.instant();
        Remembered known = memory.get(id);
        if (known != null && now.isBefore(known.until())) {
            return Uni.createFrom().item(Optional.of(known.client()));
        }
        return Panache.withSession(() -> repository.findById(id))
                .map(entity ->
                        Optional.ofNullable(entity).map(ClientEntity::toClient).filter(Client::enabled))
                .invoke(found -> remember(id, found, now));
    }

    /** Adds a client and tells the audit trail, or neither. */
    Uni<Client> add(Client client, AuditRecorded audit) {
        return Panache.withTransaction(() -> repository
                        .persist(ClientEntity.of(client))
                        .call(() -> Panache.getSession().chain(session -> outbox.append(session, audit))))
                .replaceWith(client);
    }

    private void remember(String id, Optional<Client> found, Instant now) {
        if (memory.size() >= MOST) {
            memory.clear();
        }
        found.ifPresentOrElse(
                client -> memory.put(id, new Remembered(client, now.plus(REMEMBERED))), () -> memory.remove(id));
    }
}
